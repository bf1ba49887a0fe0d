package io.jobferry.testkit;

import io.jobferry.Job;
import io.jobferry.Outcome;
import io.jobferry.Settled;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told: a line each, and what can be counted with. */
final class RecordingListener implements QueueListener {
    final List<String> events = new CopyOnWriteArrayList<>();
    final Queue<Integer> failed = new ConcurrentLinkedQueue<>();
    final Queue<Duration> delays = new ConcurrentLinkedQueue<>();

    @Override
    public void onReserved(Job job) {
        events.add("reserved " + job.body().utf8());
    }

    @Override
    public void onSettled(Job job, Outcome outcome, Settled settled) {
        events.add("settled " + job.body().utf8() + " " + outcome.kind() + " " + settled);
    }

    @Override
    public void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {
        failed.add(attempt);
        delays.add(delay);
        events.add("retry " + job.body().utf8() + " after attempt " + attempt + ": " + error.getMessage());
    }

    @Override
    public void beforeAbort(Job job, int attempt, Throwable error) {
        failed.add(attempt);
        events.add("abort " + job.body().utf8() + " after attempt " + attempt + ": " + error.getMessage());
    }

    @Override
    public void onLeaseLost(Job job) {
        events.add("lost " + job.body().utf8());
    }

    @Override
    public void onOutage(String server, Throwable error) {
        events.add("outage: " + error.getMessage());
    }

    @Override
    public void onRecovered(String server, Duration outage) {
        events.add("recovered");
    }
}
