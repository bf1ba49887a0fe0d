package io.jobferry.connect.redisqueue;

import io.jobferry.connect.Settings;
import io.jobferry.redisqueue.RedisQueueOptions;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The keys of how to be let in by a server. */
final class RedisServerKeys {
    static final String USERNAME = "redisqueue.username";
    static final String PASSWORD = "redisqueue.password";
    static final String DATABASE = "redisqueue.database";

    private static final String GROUP = "Server";

    private RedisServerKeys() {}

    static ConfigDef def() {
        return new ConfigDef()
                .define(
                        USERNAME,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "The user of Redis' access lists whose password it is. Empty is the default user.",
                        GROUP,
                        100,
                        Width.MEDIUM,
                        "User name")
                .define(
                        PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "What AUTH needs, for every server the same. Without TLS everybody between can read it.",
                        GROUP,
                        101,
                        Width.MEDIUM,
                        "Password")
                .define(
                        DATABASE,
                        ConfigDef.Type.INT,
                        RedisQueueOptions.of("localhost").database(),
                        Range.atLeast(0),
                        Importance.LOW,
                        "The number of the database.",
                        GROUP,
                        102,
                        Width.SHORT,
                        "Database");
    }

    static boolean isUserWithoutPassword(Settings settings) {
        return !settings.text(USERNAME).isEmpty() && settings.secret(PASSWORD).isEmpty();
    }
}
