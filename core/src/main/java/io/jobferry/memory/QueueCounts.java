package io.jobferry.memory;

import java.time.Duration;

/**
 * What one queue held and saw at one moment.
 *
 * @param urgent the ready jobs with a priority below 1024
 * @param ready jobs that can be reserved
 * @param reserved jobs that somebody holds
 * @param delayed jobs that wait for their delay
 * @param dead jobs that were given up
 * @param puts jobs ever put
 * @param deletes jobs ever deleted
 * @param users holders that use it
 * @param watchers holders that watch it
 * @param waiting holders that wait for a job of it
 * @param pauses how often it was paused
 * @param pause the length of the pause that it is in; zero if it is in none
 * @param pauseLeft until that pause ends
 */
public record QueueCounts(
        long urgent,
        long ready,
        long reserved,
        long delayed,
        long dead,
        long puts,
        long deletes,
        int users,
        int watchers,
        int waiting,
        long pauses,
        Duration pause,
        Duration pauseLeft) {}
