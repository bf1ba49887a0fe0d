package io.jobferry.camel;

import io.jobferry.testing.ServerCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** What a client trusts. */
public final class Trust {
    private Trust() {}

    /** In this certificate and no other. */
    public static SSLContextParameters in(ServerCertificate trusted) throws GeneralSecurityException, IOException {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setKeyStore(trusted.trustStore());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
