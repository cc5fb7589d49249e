/**
 * Members: who logs in by a code that is mailed to them, or by a password, and finds what they did
 * as a guest.
 *
 * <p>Read {@link live.nigiwai.shop.member.Members} first; {@link
 * live.nigiwai.shop.member.MemberSessions} tells who a session's holder is, on every node, whether
 * or not it runs the shop.
 */
@NullMarked
package live.nigiwai.shop.member;

import org.jspecify.annotations.NullMarked;
