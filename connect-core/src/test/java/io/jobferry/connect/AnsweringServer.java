package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A server that answers puts with what a test has ready for it, one put after the other; without that it takes all. */
final class AnsweringServer {
    /** What the server holds, in the order it came: {@code queue:body}. */
    final List<String> jobs = new ArrayList<>();

    final Deque<Function<NewJob, PutResult>> answers = new ArrayDeque<>();
    int puts;
    int openBackends;
    int openSinks;
    boolean isDown;

    private final String name;

    AnsweringServer(String name) {
        this.name = name;
    }

    /** The next puts are answered so: every job of the first alike, every job of the second alike. */
    void answers(PutResult... results) {
        for (PutResult result : results) {
            answers.add(job -> result);
        }
    }

    /** The next put is answered job by job. */
    void answersEach(Function<NewJob, PutResult> answer) {
        answers.add(answer);
    }

    Backend backend() {
        openBackends++;
        return new Opened();
    }

    private List<PutResult> put(String queue, List<NewJob> batch) {
        puts++;
        if (isDown) {
            throw new QueueException(QueueException.Kind.UNREACHABLE, "connection refused (" + name + ")");
        }
        Function<NewJob, PutResult> answer = answers.isEmpty() ? job -> PutResult.put("1") : answers.remove();
        List<PutResult> results = new ArrayList<>();
        for (NewJob job : batch) {
            PutResult result = answer.apply(job);
            if (result.id() != null) {
                jobs.add(queue + ":" + job.body().utf8());
            }
            results.add(result);
        }
        return results;
    }

    private final class Opened implements Backend {
        @Override
        public String name() {
            return "answering://" + name;
        }

        @Override
        public JobSource source(List<String> queues) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JobSink sink(String queue) {
            if (queue.startsWith("-")) {
                throw new IllegalArgumentException("queue name begins with '-': \"" + queue + "\"");
            }
            openSinks++;
            return new JobSink() {
                @Override
                public List<PutResult> put(List<NewJob> batch) {
                    return AnsweringServer.this.put(queue, batch);
                }

                @Override
                public void close() {
                    openSinks--;
                }
            };
        }

        @Override
        public QueueAdmin admin(String queue) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            openBackends--;
        }
    }
}
