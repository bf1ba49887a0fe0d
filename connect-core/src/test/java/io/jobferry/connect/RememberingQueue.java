package io.jobferry.connect;

import io.jobferry.NewJob;
import io.jobferry.QueueException;
import io.jobferry.memory.MemoryPut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A queue that remembers from where its jobs came, and what a test does to its server. */
final class RememberingQueue implements MarkedQueue {
    final List<String> jobs = new ArrayList<>();
    final Map<String, Mark> marks = new HashMap<>();
    boolean isDown;
    /** It does the next put, and nobody hears of it. */
    boolean losesAnswer;

    @Override
    public void check(NewJob job) {
        if (!job.options().equals(MemoryPut.DEFAULT)) {
            throw new IllegalArgumentException("job has options: " + job.options());
        }
    }

    @Override
    public Mark mark(String partition) {
        requireUp();
        return marks.getOrDefault(partition, Mark.NONE);
    }

    @Override
    public void set(String partition, Mark mark) {
        requireUp();
        marks.put(partition, mark);
    }

    @Override
    public Mark put(String partition, Mark reached, List<Marked> batch) {
        Mark mark = mark(partition);
        if (mark.offset() < reached.offset()) {
            return mark;
        }
        for (Marked job : batch) {
            if (job.at().offset() > mark.offset()) {
                jobs.add(job.job().body().utf8());
                mark = job.at();
            }
        }
        marks.put(partition, mark);
        if (losesAnswer) {
            losesAnswer = false;
            throw new QueueException(QueueException.Kind.BROKEN, "the answer is lost");
        }
        return mark;
    }

    private void requireUp() {
        if (isDown) {
            throw new QueueException(QueueException.Kind.UNREACHABLE, "switched off");
        }
    }

    @Override
    public void close() {}
}
