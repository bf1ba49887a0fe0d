package io.jobferry.redisqueue;

import io.jobferry.Outcome;

/** A settlement of a reservation of ours. */
record RedisSettlement(RedisReservation reservation, Outcome outcome) {}
