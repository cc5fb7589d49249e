/**
 * Letters to buyers: written in the transaction of what they tell, sent until they are gone.
 *
 * <p>Read {@link live.nigiwai.shop.mail.Outbox} first; {@link live.nigiwai.shop.mail.Letters} holds
 * the words, {@link live.nigiwai.shop.mail.MailSender} the schedule, {@link
 * live.nigiwai.shop.mail.SmtpTransport} the wire.
 */
@NullMarked
package live.nigiwai.shop.mail;

import org.jspecify.annotations.NullMarked;
