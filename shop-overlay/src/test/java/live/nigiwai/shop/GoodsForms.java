package live.nigiwai.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import live.nigiwai.runtime.json.Json;

/** Products as the staff's form sends them. */
final class GoodsForms {
  private GoodsForms() {}

  static ObjectNode form(String sku, long price) {
    return (ObjectNode)
        Json.tree(
            """
            {"version":0,"name":"麻のシャツ","nameEn":"Linen shirt","description":"","descriptionEn":"",
             "tax":"standard","kind":"general","perBuyer":3,"shipsWithinDays":5,"shipsFrom":null,
             "notes":"さらりとした肌ざわり","notesEn":"","talkingPoints":[{"ja":"袖口","en":"Cuffs"}],
             "options":[],"goesWith":[],"composition":null,"pictures":[],"archived":false,
             "variants":[{"sku":"%s","name":"","nameEn":"","price":%d,"compareAt":null,"choices":[],
                          "jan":null,"weightGrams":320}]}
            """
                .formatted(sku, price));
  }

  static ObjectNode variant(ObjectNode form) {
    return (ObjectNode) form.at("/variants/0");
  }

  static ObjectNode usual(ObjectNode form, long price) {
    variant(form).putObject("compareAt").put("kind", "usual").put("price", price);
    return form;
  }

  static ObjectNode again(Buyer.Reply saved) {
    return (ObjectNode) saved.body().at("/product").deepCopy();
  }
}
