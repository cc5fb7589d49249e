/**
 * The public port: one server, one order of handlers, and the rules every answer obeys. Read {@link
 * live.nigiwai.web.http.FrontDoor}, then {@code Pages} and {@code SecurityHeaders}.
 */
@NullMarked
package live.nigiwai.web.http;

import org.jspecify.annotations.NullMarked;
