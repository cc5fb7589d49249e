package live.nigiwai.shop.parcel;

/** Who sends, as it stands on the label. */
public record Sender(String name, String address, String phone) {
  /** The digits of the phone number, which may be stated with its hours. */
  String phoneDigits() {
    int end = phone.indexOf('(') < 0 ? phone.length() : phone.indexOf('(');
    return phone.substring(0, end).replaceAll("[^0-9-]", "");
  }
}
