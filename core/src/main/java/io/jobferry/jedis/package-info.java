/**
 * What the Disque and the Redis backend share: connections on Jedis' protocol layer. Not for users: it is public only
 * because Java packages do not nest.
 */
@NullMarked
package io.jobferry.jedis;

import org.jspecify.annotations.NullMarked;
