package live.nigiwai.shop.postcode;

/**
 * What a postal code stands for.
 *
 * @param town empty where the code names none
 */
public record Place(String prefecture, String city, String town) {}
