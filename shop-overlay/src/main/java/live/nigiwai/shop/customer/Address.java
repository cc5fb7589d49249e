package live.nigiwai.shop.customer;

/**
 * Where a parcel goes in Japan.
 *
 * @param postal seven digits, {@code 123-4567}
 * @param line1 町域 and 番地
 * @param line2 建物名 and room, may be empty
 */
public record Address(String postal, String prefecture, String city, String line1, String line2) {}
