/**
 * Connections to a server, under deadlines: plain TCP, TLS and unix sockets. For the backends of this module; who uses
 * a backend never needs it.
 */
@NullMarked
package io.jobferry.net;

import org.jspecify.annotations.NullMarked;
