package io.jobferry;

import java.util.Objects;

/** A reservation and what is to become of its job. */
public record Settlement(Reservation reservation, Outcome outcome) {
    public Settlement {
        Objects.requireNonNull(reservation, "reservation");
        Objects.requireNonNull(outcome, "outcome");
    }
}
