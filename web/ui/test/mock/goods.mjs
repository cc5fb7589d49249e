import { existsSync, readFileSync } from 'node:fs';

/** Sample goods for working on the pages without a server; their pictures are drawn here. */
const goods = [
  ['teapot', '常滑焼の急須', 'Tokoname teapot', 10, [['white', '白磁', 'White', 6800, 12, 20], ['ink', '墨', 'Ink', 7200, 3, 12]],
    '土の粒が細かい常滑の土を、ろくろで薄く挽きました。湯切れがよく、玉露から番茶まで毎日お使いいただけます。容量 320 ml、茶こし付き。',
    'Thrown thin from fine Tokoname clay. Pours clean, holds 320 ml, with a ceramic strainer.'],
  ['shirt', '近江リネンのシャツ', 'Omi linen shirt', 10, [['s', 'S', 'S', 14800, 6, 10], ['m', 'M', 'M', 14800, 9, 10], ['l', 'L', 'L', 14800, 0, 8]],
    '近江の機屋で織った麻 100%。洗うほどやわらかくなり、夏は涼しく、冬は重ね着に向きます。', 'Pure linen woven in Omi. Softer with every wash.'],
  ['knife', '三徳包丁 165 mm', 'Santoku knife 165 mm', 10, [['one', '', '', 12800, 18, 30]],
    '肉、魚、野菜をこれ一本で。青紙二号の芯にステンレスを合わせ、研ぎやすく錆びにくい一本です。', 'One blade for meat, fish and vegetables. Blue steel core, stainless cladding.'],
  ['marmalade', '柚子マーマレード', 'Yuzu marmalade', 8, [['one', '1個 150 g', '150 g jar', 1080, 41, 60], ['three', '3個セット', 'Set of three', 2980, 14, 20]],
    '高知の柚子を皮まで使い、砂糖をひかえて炊きました。ヨーグルトや白身魚のソースにも。', 'Whole Kochi yuzu, cooked with little sugar.'],
  ['lamp', '吹きガラスのランプ', 'Blown glass lamp', 10, [['one', '', '', 19800, 2, 8]],
    '小樽の工房で一つずつ吹いたガラスの灯り。夕方の部屋をやわらかく照らします。', 'Mouth-blown in Otaru; a soft light for the evening.'],
  ['tote', '帆布のトート', 'Canvas tote', 10, [['natural', '生成り', 'Natural', 5940, 0, 25], ['indigo', '藍', 'Indigo', 6490, 0, 15]],
    '倉敷の 8 号帆布。A4 とお弁当が並んで入る、毎日の鞄です。', 'Heavy Kurashiki canvas; A4 and lunch side by side.'],
];

const demo = new URL('../../../src/main/resources/demo/', import.meta.url);

/** The demo's own goods where they are, so that the pages are judged with real pictures. */
function demoProducts() {
  if (!existsSync(new URL('goods.json', demo))) return null;
  const { products } = JSON.parse(readFileSync(new URL('goods.json', demo), 'utf8'));
  return products.map((p, i) => ({
    id: p.id, name: p.name, nameEn: p.nameEn, description: p.description, descriptionEn: p.descriptionEn, taxRate: p.taxRate, perBuyer: p.perBuyer,
    images: p.images.map(({ file, ...image }) => ({ url: `/images/${file}`, ...image })),
    state: i === products.length - 2 ? 'coming' : 'on_sale',
    variants: p.variants.map((v, n) => ({ sku: v.sku, name: v.name, nameEn: v.nameEn, price: v.price, of: v.stock, left: i === products.length - 1 ? 0 : i === 2 ? Math.min(3, v.stock) : Math.ceil(v.stock * (0.4 + 0.2 * n)) })),
  }));
}

export const picture = (key) => (existsSync(new URL(`goods/${key}`, demo)) ? readFileSync(new URL(`goods/${key}`, demo)) : null);

const drawn = () => goods.map(([id, name, nameEn, taxRate, variants, description, descriptionEn]) => ({
  id, name, nameEn, description, descriptionEn, taxRate,
  images: [1, 2].map((n) => ({ url: `/images/${id}-${n}.svg`, alt: name, altEn: nameEn, width: 800, height: 800 })),
  state: id === 'lamp' ? 'coming' : 'on_sale',
  perBuyer: 3,
  variants: variants.map(([sku, vn, ve, price, left, of]) => ({ sku: `${id}-${sku}`, name: vn, nameEn: ve, price, left, of })),
}));

export const products = demoProducts() ?? drawn();

const shapes = {
  teapot: '<path d="M250 430c0-110 75-160 160-160s160 50 160 160-70 170-160 170-160-60-160-170Z" fill="#f4f1ec"/><path d="M565 400c70-30 90-90 130-100-10 60-40 150-120 190Z" fill="#ece7df"/><path d="M262 380c-80-40-120 30-90 90 20 44 60 60 96 50" fill="none" stroke="#ece7df" stroke-width="30"/><ellipse cx="410" cy="280" rx="80" ry="22" fill="#e2dbd0"/><circle cx="410" cy="246" r="24" fill="#ece7df"/>',
  shirt: '<path d="m290 210 110 40 110-40 120 80-60 120-60-30v230H290V380l-60 30-60-120Z" fill="#dfe3e4"/><path d="m330 225 70 80 70-80M400 305v305" fill="none" stroke="#b9c0c3" stroke-width="6"/>',
  knife: '<path d="M180 470 600 330c30 60 10 110-40 140Z" fill="#cfd3d6"/><path d="M180 470h380l-10 30H210Z" fill="#b5babd"/><path d="m560 470 120-6c30 0 30 50 0 50l-130-10Z" fill="#5a4334"/>',
  marmalade: '<rect x="290" y="290" width="220" height="310" rx="36" fill="#e7a93a"/><rect x="300" y="240" width="200" height="66" rx="14" fill="#3d3a36"/><rect x="310" y="390" width="180" height="120" fill="#fbf6ea"/><circle cx="400" cy="450" r="34" fill="#efc251"/>',
  lamp: '<path d="M400 210c120 0 170 90 170 170s-70 130-90 170H320c-20-40-90-90-90-170s50-170 170-170Z" fill="#f7e2b6"/><rect x="330" y="550" width="140" height="50" rx="10" fill="#8a6a48"/><circle cx="400" cy="390" r="60" fill="#fff6dd"/>',
  tote: '<path d="M220 340h360l30 280H190Z" fill="#e8dcc6"/><path d="M300 340c0-160 200-160 200 0" fill="none" stroke="#d3c3a5" stroke-width="26"/><path d="M200 540h400" stroke="#d3c3a5" stroke-width="4"/>',
};

export function drawing(key) {
  const [id, n] = key.replace('.svg', '').split('-');
  const shade = n === '2' ? '#e3dccf' : '#efe9df';
  const turn = n === '2' ? ' transform="translate(400 420) scale(1.35) translate(-400 -420)"' : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#f7f3ec"/><stop offset="1" stop-color="${shade}"/></linearGradient></defs><rect width="800" height="800" fill="url(#g)"/><ellipse cx="400" cy="622" rx="240" ry="26" fill="#000" opacity=".08"/><g${turn}>${shapes[id] ?? ''}</g></svg>`;
}
