package io.jobferry.connect.beanstalk;

import io.jobferry.connect.ExactlyOnceContract;

class ExactlyOnceTest extends ExactlyOnceContract {
    ExactlyOnceTest() {
        super(BeanstalkFixture.open());
    }
}
