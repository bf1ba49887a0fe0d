package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.jedis.RespServer;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisqueReservationTest {
    private static final long NOW = 1_000_000;
    private static final Node NODE =
            new Node(new RespServer("disque", "localhost", 7711, Duration.ofSeconds(1), Duration.ofSeconds(1)));

    @Test
    void a_delivery_is_believed_to_be_leased_for_a_second_and_asked_for_before() {
        DisqueReservation reservation = delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-05a1");

        assertThat(reservation.leaseEndNanos()).isEqualTo(NOW + millis(1000));
        assertThat(reservation.extendAtNanos()).isEqualTo(NOW + millis(400));
    }

    @Test
    void an_extension_lasts_as_long_as_the_server_said_less_its_own_jitter() {
        DisqueReservation reservation = delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-05a1");

        reservation.extended(NOW, 300);

        assertThat(reservation.leaseEndNanos()).isEqualTo(NOW + millis(299_750));
        assertThat(reservation.extendAtNanos()).isEqualTo(NOW + millis(299_750 * 4 / 5));
    }

    @Test
    void a_short_lease_is_extended_earlier_to_leave_time_for_the_answer() {
        DisqueReservation reservation = delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-05a1");

        reservation.extended(NOW, 1);

        assertThat(reservation.leaseEndNanos()).isEqualTo(NOW + millis(750));
        assertThat(reservation.extendAtNanos()).isEqualTo(NOW + millis(375));
    }

    @Test
    void past_half_of_its_life_a_job_has_one_last_lease_that_is_not_extended() {
        DisqueReservation reservation = delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-05a1");

        reservation.lasts(NOW, Duration.ofSeconds(7));

        assertThat(reservation.leaseEndNanos()).isEqualTo(NOW + millis(7_000));
        assertThat(reservation.extendAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void an_even_id_is_delivered_at_most_once_and_held_without_end() {
        DisqueReservation reservation = delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-05a0");

        assertThat(reservation.atMostOnce()).isTrue();
        assertThat(reservation.leaseEndNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(reservation.extendAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_ids_last_digit_is_hexadecimal() {
        assertThat(delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-000b").atMostOnce())
                .isFalse();
        assertThat(delivered("D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-000a").atMostOnce())
                .isTrue();
    }

    private static DisqueReservation delivered(String id) {
        DisqueJob job = new DisqueJob("mail", id, Body.utf8("hello"), OptionalLong.of(0), OptionalLong.of(0));
        return new DisqueReservation(job, NODE, NOW);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
