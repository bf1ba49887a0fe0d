package io.jobferry.gob;

import io.jobferry.Body;
import java.util.List;

/** The structs that Go programs put into queues: core-queue's envelope and tsuru's message. */
final class Structs {
    static final GobField<String> UNIQUE_ID = new GobField<>("UniqueId", GobTypes.STRING);
    static final GobField<String> KEY = new GobField<>("Key", GobTypes.STRING);
    static final GobField<Body> VALUE = new GobField<>("Value", GobTypes.BYTES);
    static final GobField<Long> HANDLE_TIMEOUT = new GobField<>("HandleTimeout", GobTypes.INT);
    static final GobField<Long> BACKOFF = new GobField<>("Backoff", GobTypes.INT);
    static final GobField<Long> ATTEMPTS = new GobField<>("Attempts", GobTypes.INT);
    static final GobField<Long> MAX_ATTEMPTS = new GobField<>("MaxAttempts", GobTypes.INT);
    static final GobStruct PERSISTED_JOB =
            GobStruct.of("PersistedJob", UNIQUE_ID, KEY, VALUE, HANDLE_TIMEOUT, BACKOFF, ATTEMPTS, MAX_ATTEMPTS);

    static final GobField<String> ACTION = new GobField<>("Action", GobTypes.STRING);
    static final GobField<List<String>> ARGS = new GobField<>("Args", GobTypes.listOf(GobTypes.STRING));
    static final GobStruct MESSAGE = GobStruct.of("Message", ACTION, ARGS);

    private Structs() {}
}
