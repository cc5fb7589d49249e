/**
 * What viewers ask: taken from the comments, grouped by meaning, answered for all who asked.
 *
 * <p>Read {@link live.nigiwai.relay.question.Questions} (the door and the rules), {@link
 * live.nigiwai.relay.question.Likeness} (when two questions are one, pure), then {@link
 * live.nigiwai.relay.question.QuestionRows} (what is stored) and {@link
 * live.nigiwai.relay.question.QuestionEndpoints} (the staff's door).
 */
@NullMarked
package live.nigiwai.relay.question;

import org.jspecify.annotations.NullMarked;
