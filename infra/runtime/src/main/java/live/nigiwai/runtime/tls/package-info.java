/**
 * The key pair that HTTPS and RTMPS show: {@link live.nigiwai.runtime.tls.TlsConfig} names its
 * files, {@link live.nigiwai.runtime.tls.TlsKeys} reads them, and reads them again when they
 * change, since certificates live for weeks and shows must not stop for them.
 */
@NullMarked
package live.nigiwai.runtime.tls;

import org.jspecify.annotations.NullMarked;
