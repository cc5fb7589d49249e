package live.nigiwai.shop.payment.simulator;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A test card as typed into the simulator's form. {@link #decide} looks at it once; what is kept of
 * it afterwards is its brand, its last four digits and how it behaves.
 */
record SimulatedCard(@Nullable String number, @Nullable String expiry, @Nullable String cvc) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{14,19}");
  private static final Pattern EXPIRY = Pattern.compile("(0[1-9]|1[0-2])/([0-9]{2})");
  private static final Pattern CVC = Pattern.compile("[0-9]{3,4}");

  /** What the bank behind a test card does. */
  enum Behaviour {
    ACCEPT(null),
    DECLINE("card_declined"),
    INSUFFICIENT("insufficient_funds"),
    EXPIRED("expired_card"),
    WRONG_CVC("incorrect_cvc"),
    BLOCKED("fraudulent"),
    /** Asks its customer for a word first (3-D Secure), then accepts. */
    CHALLENGE(null),
    CHALLENGE_INSUFFICIENT("insufficient_funds"),
    /** Takes the money, but tells so only some seconds later. */
    LATE(null),
    /** Takes the money, but its first answer is lost on the way back. */
    ANSWER_LOST(null),
    /** The first request is lost on the way there: nothing is taken. */
    NOT_ARRIVED(null);

    private final @Nullable String refusal;

    Behaviour(@Nullable String refusal) {
      this.refusal = refusal;
    }

    /** Why it takes nothing in the end; null where it does. */
    @Nullable String refusal() {
      return refusal;
    }

    boolean challenges() {
      return this == CHALLENGE || this == CHALLENGE_INSUFFICIENT;
    }
  }

  /** What the form came to. */
  sealed interface Decision {
    record Good(String brand, String last4, Behaviour behaviour) implements Decision {}

    /**
     * @param field what is wrong
     */
    record Bad(String field) implements Decision {}
  }

  Decision decide(YearMonth today) {
    String digits = number == null ? "" : number.replaceAll("[ -]", "");
    if (!NUMBER.matcher(digits).matches() || !luhn(digits)) {
      return new Decision.Bad("number");
    }
    if (!lastsPast(today)) {
      return new Decision.Bad("expiry");
    }
    if (cvc == null || !CVC.matcher(cvc).matches()) {
      return new Decision.Bad("cvc");
    }
    return new Decision.Good(
        brand(digits), digits.substring(digits.length() - 4), behaviour(digits));
  }

  private boolean lastsPast(YearMonth today) {
    if (expiry == null) {
      return false;
    }
    var parts = EXPIRY.matcher(expiry.replace(" ", ""));
    try {
      return parts.matches()
          && !YearMonth.of(
                  2000 + Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(1)))
              .isBefore(today);
    } catch (DateTimeException notAMonth) {
      return false;
    }
  }

  private static Behaviour behaviour(String digits) {
    return switch (digits) {
      case "4000000000000002" -> Behaviour.DECLINE;
      case "4000000000009995" -> Behaviour.INSUFFICIENT;
      case "4000000000000069" -> Behaviour.EXPIRED;
      case "4000000000000127" -> Behaviour.WRONG_CVC;
      case "4100000000000019" -> Behaviour.BLOCKED;
      case "4000002760003184", "4000000000003220" -> Behaviour.CHALLENGE;
      case "4000008260003178" -> Behaviour.CHALLENGE_INSUFFICIENT;
      case "4000000000000341" -> Behaviour.LATE;
      case "4000000000009011" -> Behaviour.ANSWER_LOST;
      case "4000000000009029" -> Behaviour.NOT_ARRIVED;
      default -> Behaviour.ACCEPT;
    };
  }

  private static String brand(String digits) {
    return switch (digits.charAt(0)) {
      case '4' -> "Visa";
      case '2', '5' -> "Mastercard";
      case '3' -> digits.startsWith("35") ? "JCB" : "American Express";
      default -> "Card";
    };
  }

  /** ISO/IEC 7812-1 annex B. */
  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  /** The number never reaches a log. */
  @Override
  public String toString() {
    return "SimulatedCard";
  }
}
