package io.jobferry.bench.raw;

import io.jobferry.bench.Members;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One script that pops n and keeps them in a sorted set until they are removed from it: the least with which no crash
 * loses a job. The removal goes in the same write as the next script. (Equal bodies would become one: a ceiling, no
 * queue.)
 */
public final class RawRedisTake extends RespWork {
    private static final String SCRIPT = """
            local jobs = redis.call('RPOP', KEYS[1], ARGV[1])
            if not jobs then return {} end
            local now = redis.call('TIME')[1]
            local members = {}
            for i, job in ipairs(jobs) do
              members[2 * i - 1] = now
              members[2 * i] = job
            end
            redis.call('ZADD', KEYS[2], unpack(members))
            return jobs
            """;

    private final Members members;

    public RawRedisTake(Setup setup) throws IOException {
        super(setup);
        this.members = Members.of(setup);
    }

    @Override
    void run(RespSocket socket, Round round, int batch) throws IOException {
        socket.command(3).word("SCRIPT").word("LOAD").word(SCRIPT).send();
        byte[] script = socket.bulk();
        String list = members.list(round.queue());
        String reserved = list + ":reserved";
        List<byte[]> jobs = new ArrayList<>();
        while (true) {
            if (!jobs.isEmpty()) {
                socket.command(2 + jobs.size()).word("ZREM").word(reserved);
                jobs.forEach(socket::word);
            }
            socket.command(6)
                    .word("EVALSHA")
                    .word(script)
                    .word("2")
                    .word(list)
                    .word(reserved)
                    .word(Integer.toString(batch));
            socket.send();
            if (!jobs.isEmpty()) {
                socket.number(':');
            }
            jobs.clear();
            for (long left = socket.number('*'); left > 0; left--) {
                byte[] job = socket.bulk();
                round.took(members.bodyOf(job));
                jobs.add(job);
            }
            if (jobs.isEmpty()) {
                return;
            }
        }
    }
}
