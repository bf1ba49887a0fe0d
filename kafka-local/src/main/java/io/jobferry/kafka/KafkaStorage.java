package io.jobferry.kafka;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/** What a cluster's nodes keep their files in: a directory has to be made for its cluster before a node starts there. */
final class KafkaStorage {
    static final String FORMAT = "kafka.tools.StorageTool";

    private final KafkaLibraries libraries;
    private final String cluster = randomId();

    /** Of a new cluster. */
    KafkaStorage(KafkaLibraries libraries) {
        this.libraries = libraries;
    }

    /**
     * Makes the directories that a node's properties name.
     *
     * @param directory of the node, for the log
     * @throws IllegalStateException if it cannot be done; the message has what Kafka says
     */
    void format(Path directory, String properties) throws InterruptedException {
        ChildProcess format = libraries.start("format", FORMAT, directory, "format", "-t", cluster, "-c", properties);
        int status = format.awaitEnd(KafkaNode.PATIENCE);
        if (status != 0) {
            throw new IllegalStateException("format ended with status " + status + ":\n" + format.output());
        }
    }

    /** As Kafka writes its ids: 16 bytes in URL-safe base64; its tools take one with a leading '-' for an option. */
    private static String randomId() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
