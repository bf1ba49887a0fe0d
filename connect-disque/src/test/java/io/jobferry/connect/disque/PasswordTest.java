package io.jobferry.connect.disque;

import io.jobferry.connect.LoginContract;
import java.util.Map;

/** A Disque knows no users, only a password. */
class PasswordTest extends LoginContract {
    PasswordTest() {
        super(DisqueFixture.withPassword(), Map.of("disque.password", DisqueFixture.PASSWORD), "invalid password");
    }
}
