package io.jobferry;

import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * How to speak to servers over TLS. That the server's certificate is for the host's name is checked whatever this says.
 *
 * @param context trust and keys
 * @param protocols the protocols to offer ({@code TLSv1.3}); empty for the context's own
 * @param cipherSuites the cipher suites to offer; empty for the context's own
 */
public record Tls(SSLContext context, List<String> protocols, List<String> cipherSuites) {
    public Tls {
        Objects.requireNonNull(context, "context");
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
    }

    /** These trust and keys, with the context's own protocols and cipher suites. */
    public static Tls of(SSLContext context) {
        return new Tls(context, List.of(), List.of());
    }
}
