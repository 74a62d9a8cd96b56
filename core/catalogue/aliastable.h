// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <string_view>

namespace chancery::catalogue::aliases {

/// Words that stand for each other. A phrase names a set as `$name`.
struct WordSet
{
    std::string_view name;
    std::string_view words; ///< parted by blanks
};

/// Phrases that name a field, parted by commas; a phrase is words or sets, each once, parted by blanks. All in lower
/// case without accents, as headerWords() leaves them.
struct Alias
{
    std::string_view field;
    double certainty;
    std::string_view phrases;
};

// clang-format off
inline constexpr std::array wordSets{
    WordSet{"number", "number nummer numero no nr num nro n code kode codigo codice cod id kennung ref reference referencia riferimento rif"},
    WordSet{"article", "article artikel articulo articolo art product products produit produits producto productos prodotto prodotti produkt part parte pieza piece teil teile"},
    WordSet{"model", "model modele modelo modello modell style"},
    WordSet{"serial", "serial seriale serien serie matricola matricule"},
    WordSet{"batch", "batch lot lote lotto charge chargen los partita partie"},
    WordSet{"making", "production produktion produccion produzione fabrication fabricacion fabbricazione herstellung"},
    WordSet{"name", "name nom nombre nome bezeichnung benennung designation denominacion denominazione libelle intitule titel titre titulo titolo title"},
    WordSet{"description", "description descriptif beschreibung descripcion descrizione"},
    WordSet{"long", "long lang longue larga lunga estesa ampia completa detaillee detallada dettagliata"},
    WordSet{"gtin", "gtin ean upc jan"},
    WordSet{"digits", "8 12 13 14"},
    WordSet{"material", "material materials materiales materiau materiaux matiere matieres materiale materiali werkstoff"},
    WordSet{"main", "main haupt principale principal"},
    WordSet{"content", "composition composicion composizione zusammensetzung content"},
    WordSet{"trade", "commercial comercial commerciale trade handels display"},
};

inline constexpr std::array table{
    Alias{"modelNumber", 0.97, "$model $number, $number $model"},
    Alias{"modelNumber", 0.95, "$article $number, $number $article, article sku, product sku, materialnummer, material number, material no"},
    Alias{"modelNumber", 0.85, "sku interne, $number interne, $number interno, internal $number"},
    Alias{"modelNumber", 0.80, "model, modele, modell"},
    Alias{"modelNumber", 0.75, "modelo, modello, ref, reference, referencia, riferimento, rif, referenz, identifier, artikel, article, articulo, articolo, typbezeichnung, geratetyp, modelltyp"},
    Alias{"modelNumber", 0.65, "item no, item number, item id, item code, material"},
    Alias{"modelNumber", 0.60, "code, codigo, codice, product, produit, producto, prodotto, produkt"},
    Alias{"itemNumber", 0.96, "$serial $number, $number $serial, serial, stuck nummer, stuck nr, stucknr"},
    Alias{"itemNumber", 0.90, "matricola, matricule, numero serie unico"},
    Alias{"itemNumber", 0.60, "item no, item number, item id, item"},
    Alias{"itemNumber", 0.50, "$article $number, $number $article"},
    Alias{"batchNumber", 0.96, "$batch $number, $number $batch, batch, lot, lote, lotto, charge, $batch $making, $making $batch"},
    Alias{"batchNumber", 0.60, "los, partita, partie"},
    Alias{"name", 0.93, "$article $name, $name $article, $model $name, $name $model, item name, $trade $name, $name $trade"},
    Alias{"name", 0.90, "$name, gerate bezeichnung, material kurztext, material bezeichnung"},
    Alias{"name", 0.80, "kurztext, short text, item description, description item"},
    Alias{"name", 0.62, "product, produit, producto, prodotto, produkt"},
    Alias{"name", 0.55, "article, artikel, articulo, articolo, model, modele, modelo, modello, modell"},
    Alias{"name", 0.45, "$description, $article $description, $description $article, $model $description, $description $model"},
    Alias{"description", 0.92, "$description, $long $description, $description $long, $article $description, $description $article, $model $description, $description $model, desc, langtext, testo descrittivo, texte descriptif"},
    Alias{"description", 0.80, "body, body html"},
    Alias{"granularity", 0.96, "granularity, id granularity, granularite, granularitat, granularidad, granularita"},
    Alias{"network", 0.92, "network, reseau, netzwerk, red, rete, blockchain, blockchain network"},
    Alias{"data.gtin", 0.97, "$gtin, $gtin $digits, $gtin $number, $number $gtin, ean upc, upc ean, gtin ean, ean gtin"},
    Alias{"data.gtin", 0.78, "barcode, barcodes, bar code, code barre, code barres, codigo barras, codice barre, codice a barre, strichcode, gencod, gencode"},
    Alias{"data.material", 0.92, "$material"},
    Alias{"data.material", 0.85, "$main $material, $material $main, $material $content, $content $material, fabric $content, textile $content, $content textil, $content textile"},
};

/// Words before a name that do not change what it names.
inline constexpr std::string_view qualifiers = "variant product products article artikel battery batterie bateria batteria device";
/// Words that make a number someone else's: never sure, however well the rest is known.
inline constexpr std::string_view foreigners = "supplier vendor distributor manufacturer mfr hersteller lieferant lieferanten fournisseur fabricant proveedor fabricante fornitore produttore customer kunden client cliente parent";
/// Words that say nothing.
inline constexpr std::string_view fillers = "de du des d del della dell di da la le l les el il lo der die das the of von";
inline constexpr std::string_view locales = "en de fr es it gb us at ch uk";
// clang-format on

} // namespace chancery::catalogue::aliases
