/**
 * Who someone is: viewers by a signed cookie, staff by an account, a password and a session.
 *
 * <p>Read {@link live.nigiwai.web.session.CookieVisitors} for what a request says about its sender,
 * then {@link live.nigiwai.web.session.Accounts} and {@link
 * live.nigiwai.web.session.SessionEndpoints} for how staff come in.
 */
@NullMarked
package live.nigiwai.web.session;

import org.jspecify.annotations.NullMarked;
