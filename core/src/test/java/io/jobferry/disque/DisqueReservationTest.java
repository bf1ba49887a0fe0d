package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.Job;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DisqueReservationTest {
    private static final long NOW = 1_000_000;

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
        assertThat(reservation.extendAtNanos()).isEqualTo(NOW + millis(149_875));
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
        Job job = new Job("mail", id, id, Body.utf8("hello"), OptionalInt.of(1), Map.of());
        return new DisqueReservation(job, NOW);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
