package io.jobferry.bench;

import io.jobferry.bench.camel.CamelPut;
import io.jobferry.bench.camel.CamelTake;
import io.jobferry.bench.camel.CamelWake;
import io.jobferry.bench.ours.DriverPut;
import io.jobferry.bench.ours.DriverTake;
import io.jobferry.bench.ours.EngineTake;
import io.jobferry.bench.ours.EngineWake;
import io.jobferry.bench.ours.GobPut;
import io.jobferry.bench.ours.GobTake;
import io.jobferry.bench.peers.BeanstalkcPut;
import io.jobferry.bench.peers.BeanstalkcTake;
import io.jobferry.bench.peers.JedisPut;
import io.jobferry.bench.peers.JedisTake;
import io.jobferry.bench.peers.SpinachPut;
import io.jobferry.bench.peers.SpinachTake;
import io.jobferry.bench.peers.SurftoolsPut;
import io.jobferry.bench.peers.SurftoolsTake;
import io.jobferry.bench.raw.RawBeanstalkPut;
import io.jobferry.bench.raw.RawBeanstalkTake;
import io.jobferry.bench.raw.RawBeanstalkWake;
import io.jobferry.bench.raw.RawDisquePut;
import io.jobferry.bench.raw.RawDisqueTake;
import io.jobferry.bench.raw.RawRedisPut;
import io.jobferry.bench.raw.RawRedisTake;
import java.util.List;
import java.util.stream.Stream;

/** All suites there are: those of queues alone, and the {@linkplain ConnectSuites connectors'}. */
final class Suites {
    private static final int SIZE = 100;
    private static final int MOST_JOBS = 600_000;
    static final String BEANSTALK = "beanstalk://%s";
    static final String BEANSTALK_ROUTE = "beanstalk:QUEUE?servers=%s";
    static final String DISQUE = "disque://%s";
    static final String REDIS = "redis://%s?envelope=raw";

    private static final List<Suite> QUEUES = List.of(
            beanstalk(
                    "beanstalk-put",
                    "jobs put, one connection",
                    Suite.Kind.PUT,
                    Contender.raw(RawBeanstalkPut.class, 1, 256),
                    Contender.ours("jobferry, 1,000 a call", DriverPut.class, 1, 1000, BEANSTALK),
                    Contender.peer("surftools 1.4.6", SurftoolsPut.class, 1, 1),
                    Contender.peer("beanstalkc 2.3.0", BeanstalkcPut.class, 1, 1)),
            beanstalk(
                    "beanstalk-take",
                    "jobs reserved and deleted, one connection",
                    Suite.Kind.TAKE,
                    Contender.raw(RawBeanstalkTake.class, 1, 128),
                    Contender.ours("jobferry source, 128 a turn", DriverTake.class, 1, 128, BEANSTALK),
                    Contender.ours("jobferry consumer, one lane", EngineTake.class, 1, 128, BEANSTALK),
                    Contender.peer("surftools 1.4.6", SurftoolsTake.class, 1, 1),
                    Contender.peer("beanstalkc 2.3.0", BeanstalkcTake.class, 1, 1)),
            beanstalk(
                    "beanstalk-put-one",
                    "one job put at a time",
                    Suite.Kind.PUT_ONE,
                    Contender.raw(RawBeanstalkPut.class, 1, 1),
                    Contender.ours("jobferry", DriverPut.class, 1, 1, BEANSTALK),
                    Contender.peer("surftools 1.4.6", SurftoolsPut.class, 1, 1),
                    Contender.peer("beanstalkc 2.3.0", BeanstalkcPut.class, 1, 1)),
            beanstalk(
                    "beanstalk-take-one",
                    "one job reserved and deleted at a time",
                    Suite.Kind.TAKE_ONE,
                    Contender.raw(RawBeanstalkTake.class, 1, 1),
                    Contender.ours("jobferry source", DriverTake.class, 1, 1, BEANSTALK),
                    Contender.peer("surftools 1.4.6", SurftoolsTake.class, 1, 1),
                    Contender.peer("beanstalkc 2.3.0", BeanstalkcTake.class, 1, 1)),
            beanstalk(
                    "beanstalk-wake",
                    "one job from put to a consumer who waits",
                    Suite.Kind.WAKE,
                    Contender.raw(RawBeanstalkWake.class, 1, 1),
                    Contender.ours("jobferry consumer", EngineWake.class, 1, 1, BEANSTALK),
                    Contender.ours("jobferry, Camel route", CamelWake.class, 1, 1, BEANSTALK_ROUTE),
                    Contender.peer("raw, our commands", RawBeanstalkWake.InOneWrite.class, 1, 1),
                    Contender.camel3(CamelWake.class)),
            beanstalk(
                    "beanstalk-half-load",
                    "single jobs at half the pace of raw, from when they are due to a consumer who waits",
                    Suite.Kind.PACED,
                    Contender.raw(RawBeanstalkWake.class, 1, 1),
                    Contender.ours("jobferry consumer", EngineWake.class, 1, 1, BEANSTALK),
                    Contender.ours("jobferry, Camel route", CamelWake.class, 1, 1, BEANSTALK_ROUTE),
                    Contender.camel3(CamelWake.class)),
            beanstalk(
                    "camel-take",
                    "a Camel route's jobs, one consumer",
                    Suite.Kind.TAKE,
                    Contender.raw(RawBeanstalkTake.class, 1, 128),
                    Contender.ours("jobferry beanstalk:", CamelTake.class, 1, 1, BEANSTALK_ROUTE),
                    Contender.camel3(CamelTake.class)),
            beanstalk(
                    "camel-put-one",
                    "one job put at a time by a Camel producer",
                    Suite.Kind.PUT_ONE,
                    Contender.raw(RawBeanstalkPut.class, 1, 1),
                    Contender.ours("jobferry beanstalk:", CamelPut.class, 1, 1, BEANSTALK_ROUTE),
                    Contender.camel3(CamelPut.class)),
            beanstalk(
                    "camel-put",
                    "lists of 1,000 jobs put by a Camel producer",
                    Suite.Kind.PUT,
                    Contender.raw(RawBeanstalkPut.class, 1, 256),
                    Contender.ours("jobferry beanstalk:", CamelPut.class, 1, 1000, BEANSTALK_ROUTE)),
            disque(
                    "disque-put",
                    "jobs put, four connections",
                    Suite.Kind.PUT,
                    Contender.raw(RawDisquePut.class, 4, 128),
                    Contender.ours("jobferry, 128 a call", DriverPut.class, 4, 128, DISQUE),
                    Contender.peer("spinach 0.2, 128 a batch", SpinachPut.class, 4, 128)),
            disque(
                    "disque-take",
                    "jobs reserved and acknowledged, four connections",
                    Suite.Kind.TAKE,
                    Contender.raw(RawDisqueTake.class, 4, 128),
                    Contender.ours("jobferry source, 128 a turn", DriverTake.class, 4, 128, DISQUE),
                    Contender.ours("jobferry consumer, four lanes", EngineTake.class, 4, 128, DISQUE),
                    Contender.peer("spinach 0.2, 128 a call", SpinachTake.class, 4, 128)),
            redis(
                    "redis-put",
                    "jobs put, four connections",
                    Suite.Kind.PUT,
                    Contender.raw(RawRedisPut.class, 4, 128),
                    Contender.ours("jobferry, 128 a call", DriverPut.class, 4, 128, REDIS),
                    Contender.peer("core-queue's steps on jedis, 128 a pipeline", JedisPut.class, 4, 128),
                    Contender.peer("core-queue's steps on jedis", JedisPut.class, 4, 1)),
            redis(
                    "redis-take",
                    "jobs reserved and removed, four connections",
                    Suite.Kind.TAKE,
                    Contender.raw(RawRedisTake.class, 4, 128),
                    Contender.ours("jobferry source, 128 a turn", DriverTake.class, 4, 128, REDIS),
                    Contender.ours("jobferry consumer, four lanes", EngineTake.class, 4, 128, REDIS),
                    Contender.peer("core-queue's steps on jedis, 128 a pipeline", JedisTake.class, 4, 128),
                    Contender.peer("core-queue's steps on jedis", JedisTake.class, 4, 1)),
            gob(
                    "gob-put",
                    "jobs put in core-queue's envelope, four connections",
                    Suite.Kind.PUT,
                    GobTake.class,
                    Contender.raw(RawRedisPut.class, 4, 128),
                    Contender.ours("jobferry, 128 a call", DriverPut.class, 4, 128, GobTake.URI),
                    Contender.peer("core-queue's steps on jedis, 128 a pipeline", JedisPut.class, 4, 128),
                    Contender.peer("core-queue's steps on jedis", JedisPut.class, 4, 1)),
            gob(
                    "gob-take",
                    "jobs reserved and removed in core-queue's envelope, four connections",
                    Suite.Kind.TAKE,
                    GobPut.class,
                    Contender.raw(RawRedisTake.class, 4, 128),
                    Contender.ours("jobferry source, 128 a turn", DriverTake.class, 4, 128, GobTake.URI),
                    Contender.ours("jobferry consumer, four lanes", EngineTake.class, 4, 128, GobTake.URI),
                    Contender.peer("core-queue's steps on jedis, 128 a pipeline", JedisTake.class, 4, 128),
                    Contender.peer("core-queue's steps on jedis", JedisTake.class, 4, 1)));

    static final List<Suite> ALL =
            Stream.concat(QUEUES.stream(), ConnectSuites.ALL.stream()).toList();

    private Suites() {}

    private static Suite beanstalk(
            String name, String title, Suite.Kind kind, List<Contender> raw, Contender... others) {
        Class<? extends Work> opposite = kind.isPut() ? RawBeanstalkTake.class : RawBeanstalkPut.class;
        return suite(name, title, ServerKind.BEANSTALKD, kind, opposite, raw, others);
    }

    private static Suite disque(String name, String title, Suite.Kind kind, List<Contender> raw, Contender... others) {
        Class<? extends Work> opposite = kind.isPut() ? RawDisqueTake.class : RawDisquePut.class;
        return suite(name, title, ServerKind.DISQUE, kind, opposite, raw, others);
    }

    private static Suite redis(String name, String title, Suite.Kind kind, List<Contender> raw, Contender... others) {
        Class<? extends Work> opposite = kind.isPut() ? RawRedisTake.class : RawRedisPut.class;
        return suite(name, title, ServerKind.REDIS, kind, opposite, raw, others);
    }

    /** All but ours copy an envelope that ours wrote. */
    private static Suite gob(
            String name,
            String title,
            Suite.Kind kind,
            Class<? extends Work> opposite,
            List<Contender> raw,
            Contender... others) {
        List<Contender> contenders = Contender.lineUp(raw, others).stream()
                .map(each -> each.with(GobTake.URI))
                .toList();
        return new Suite(name, title, ServerKind.REDIS, kind, opposite, contenders, SIZE, MOST_JOBS);
    }

    private static Suite suite(
            String name,
            String title,
            ServerKind server,
            Suite.Kind kind,
            Class<? extends Work> opposite,
            List<Contender> raw,
            Contender... others) {
        return new Suite(name, title, server, kind, opposite, Contender.lineUp(raw, others), SIZE, MOST_JOBS);
    }
}
