// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/demoseed.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"

#include <QDateTime>

#include <limits>

namespace chancery::sandbox {

namespace {

struct Product
{
    const char *code;
    const char *name;
    const char *description;
    const char *category;
    const char *material;
    const char *care;
    const char *plant;
    int grams;
};

constexpr Product products[] = {
    {"BIF", "Cardinal bifold wallet", "Hand-stitched bifold wallet with six card slots.", "Small leather goods",
     "Full-grain calf leather", "Wipe with a dry cloth", "Porto", 84},
    {"CRD", "Linnet card holder", "Slim holder for four cards and folded notes.", "Small leather goods",
     "Vegetable-tanned goat leather", "Wipe with a dry cloth", "Porto", 38},
    {"PSP", "Meridian passport cover", "Cover with a pocket for a boarding card.", "Small leather goods",
     "Vegetable-tanned calf leather", "Feed with wax once a year", "Porto", 61},
    {"COI", "Wren coin purse", "Gusseted purse with a brass snap.", "Small leather goods", "Full-grain calf leather",
     "Wipe with a dry cloth", "Porto", 47},
    {"BLT", "Bridle belt 32 mm", "Burnished edges, solid brass buckle.", "Belts", "English bridle leather",
     "Feed with wax twice a year", "Millau", 212},
    {"TOT", "Aubrac tote", "Open tote with a zipped inner pocket.", "Bags", "Grained bull leather",
     "Brush, then feed with balm", "Millau", 940},
    {"SAT", "Vesper satchel", "Satchel for a 14-inch computer.", "Bags", "Full-grain bull leather",
     "Brush, then feed with balm", "Millau", 1320},
    {"BPK", "Harrier backpack", "Roll-top backpack, water-repellent lining.", "Bags", "Waxed cotton, leather trim",
     "Sponge with cold water", "Guimarães", 1105},
    {"LMP", "Oak desk lamp", "Turned oak foot, linen shade.", "Lighting", "Oak, linen", "Dust with a soft brush",
     "Lyon", 1850},
    {"TRY", "Walnut tray", "Tray from one piece of walnut, oiled.", "Tableware", "European walnut",
     "Wipe damp, oil when dull", "Lyon", 1240},
    {"THR", "Estrela wool throw", "Woven throw, 130 × 180 cm.", "Textiles", "Merino wool", "Air; dry clean", "Covilhã",
     980},
    {"RUN", "Linen table runner", "Stone-washed runner, 50 × 160 cm.", "Textiles", "European flax linen",
     "Machine wash at 40 °C", "Guimarães", 260},
    {"CRF", "Stoneware carafe", "Glazed carafe, one litre.", "Tableware", "Stoneware", "Dishwasher safe", "Alcobaça",
     890},
    {"CND", "Brass candle holder", "Cast brass holder, unlacquered.", "Home", "Brass", "Polish, or let it darken",
     "Águeda", 430},
};

constexpr const char *colours[][2] = {{"TAN", "Tan"}, {"BLK", "Black"}, {"OLV", "Olive"}};

constexpr quint32 wantedPassports = 2000;
constexpr int batchesPerModel = 3;
constexpr qint64 firstDay = 1756711800000; // 2025-09-01T07:30:00Z
constexpr qint64 between = 37 * 60 * 1000;

QByteArray quoted(const QByteArray &text)
{
    return '"' + text + '"';
}

QByteArray padded(quint64 number, int width)
{
    return QByteArray::number(number).rightJustified(width, '0');
}

/// A GTIN-13 from the range that is free for use inside a company, with its check digit.
QByteArray gtin(quint64 number)
{
    const QByteArray body = "200" + padded(number, 9);
    int sum = 0;
    for (int i = 0; i < 12; ++i)
        sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return body + QByteArray::number((10 - sum % 10) % 10);
}

QByteArray isoDate(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).date().toString(Qt::ISODate).toLatin1();
}

class Seeder
{
public:
    Seeder(const Dialect &dialect, Catalogue &catalogue, Writer &writer)
        : m_dialect(dialect)
        , m_catalogue(catalogue)
        , m_writer(writer)
    {}

    void run()
    {
        constexpr int models = int(std::size(products) * std::size(colours));
        for (int model = 0; model < models; ++model)
            addModel(model);
        for (int batch = 0; batch < models * batchesPerModel; ++batch)
            addBatch(batch);
        for (quint32 item = 0; m_catalogue.size() < wantedPassports; ++item)
            addItem(item, int(item) % (models * batchesPerModel));
    }

private:
    struct Row
    {
        Granularity granularity;
        QByteArray name;
        QByteArray description;
        QByteArray data;
        QByteArray certifiedPaths;
        QByteArray model;
        QByteArray batch;
        QByteArray item;
        bool isProduct;
    };

    static const Product &productOf(int model) { return products[size_t(model) / std::size(colours)]; }
    static const char *const *colourOf(int model) { return colours[size_t(model) % std::size(colours)]; }
    static QByteArray modelNumber(int model)
    {
        return QByteArray("VER-") + productOf(model).code + '-' + colourOf(model)[0];
    }
    static QByteArray batchNumber(int batch) { return "2025-W" + padded(quint64(36 + batch % 14), 2); }
    bool isProduct(int model) const
    {
        if (m_dialect.era() != Era::Both)
            return m_dialect.era() != Era::Two;
        return (size_t(model) / std::size(colours)) % 2 == 1;
    }
    qint64 now() const { return firstDay + qint64(m_catalogue.size()) * between; }

    void addModel(int model)
    {
        const Product &product = productOf(model);
        const QByteArray data =
            "{\"gtin\":" + quoted(gtin(4100 + quint64(model) * 17)) + ",\"material\":" + quoted(product.material) +
            ",\"brand\":{\"name\":\"Maison Verrane\",\"country\":\"PT\"},\"category\":" + quoted(product.category) +
            ",\"colour\":" + quoted(colourOf(model)[1]) +
            ",\"weight\":{\"value\":" + QByteArray::number(product.grams / 1000.0, 'f', 3) +
            ",\"unit\":\"kg\"},\"care\":[" + quoted(product.care) +
            ",\"Keep away from heat\"],\"repairable\":true,\"warrantyMonths\":24}";
        add({Granularity::Model,
             QByteArray(product.name) + ", " + QByteArray(colourOf(model)[1]).toLower(),
             product.description,
             data,
             "[\"gtin\",\"material\",\"brand.name\"]",
             modelNumber(model),
             {},
             {},
             isProduct(model)});
    }

    void addBatch(int batch)
    {
        const int model = batch / batchesPerModel;
        const Product &product = productOf(model);
        const quint64 dice = scatter(quint64(batch) + 77);
        const QByteArray data =
            "{\"plant\":" + quoted(product.plant) +
            ",\"manufacturing_date\":" + quoted(isoDate(firstDay - qint64(batch % 14) * 86'400'000)) +
            ",\"quantity\":" + QByteArray::number(40 + dice % 200) +
            ",\"carbonFootprint\":{\"value\":" + QByteArray::number(1.0 + double(dice % 900) / 100.0, 'f', 2) +
            ",\"unit\":\"kg CO2e\"},\"recycledContentPercent\":" + QByteArray::number(double(dice % 80) / 2.0, 'f', 1) +
            '}';
        add({Granularity::Batch,
             QByteArray(product.name) + ", batch " + batchNumber(batch),
             {},
             data,
             {},
             modelNumber(model),
             batchNumber(batch),
             {},
             isProduct(model)});
    }

    void addItem(quint32 item, int batch)
    {
        const int model = batch / batchesPerModel;
        const Product &product = productOf(model);
        const quint64 dice = scatter(quint64(item) + 991);
        const QByteArray number = modelNumber(model) + '-' + padded(item + 1, 6);
        const QByteArray data =
            "{\"serial\":" + quoted(number.mid(4)) + ",\"colour\":" + quoted(colourOf(model)[1]) +
            ",\"manufacturing_date\":" + quoted(isoDate(firstDay - qint64(batch % 14) * 86'400'000)) +
            ",\"weight\":{\"value\":" + QByteArray::number(product.grams + double(dice % 60) / 10.0 - 3.0, 'f', 1) +
            ",\"unit\":\"g\"},\"inspection\":{\"station\":" + QByteArray::number(1 + dice % 6) +
            ",\"passed\":true},\"warrantyMonths\":24}";
        add({Granularity::Item,
             QByteArray(product.name) + " no " + QByteArray::number(item + 1),
             {},
             data,
             "[\"serial\",\"manufacturing_date\"]",
             modelNumber(model),
             batchNumber(batch),
             number,
             isProduct(model)});
    }

    void add(const Row &row)
    {
        const quint64 dice = scatter(m_catalogue.size() + 5) % 100;
        const bool draft = dice < (row.granularity == Granularity::Batch ? 30 : 14);
        const bool claimed = row.granularity == Granularity::Item && dice >= 88;
        const QByteArray text = written(row, draft, claimed);
        const Draft checked = m_dialect.draft(text);
        Q_ASSERT(checked.problems.isEmpty());
        const quint32 number = m_writer.upsert(0, text, checked, now()).number;
        Passport &passport = m_catalogue.at(number);
        if (claimed)
            passport.status = Status::Claimed;
        else if (dice >= 84 && row.granularity == Granularity::Item)
            passport.status = Status::Archived;
        // A few never get an answer from the chain: "still pending since …" is a state too.
        if (passport.state == Certification::Pending && scatter(number) % 150 == 0)
            passport.certification = std::numeric_limits<qint64>::max();
    }

    QByteArray written(const Row &row, bool draft, bool claimed) const
    {
        Fields fields;
        const QByteArray granularity = quoted(granularityWord(row.granularity));
        const bool base = m_dialect.era() == Era::Five || (m_dialect.era() == Era::Both && row.isProduct);
        const QByteArray texts[] = {quoted(row.name), quoted(row.description), quoted(row.model), quoted(row.batch),
                                    quoted(row.item)};
        fields.hasProduct = row.isProduct;
        fields.granularity = granularity;
        fields.network = base ? "\"BaseSepolia\"" : "\"StarknetSepolia\"";
        fields.name = texts[0];
        fields.description = row.description.isEmpty() ? QByteArrayView() : QByteArrayView(texts[1]);
        fields.modelNumber = texts[2];
        fields.batchNumber = row.batch.isEmpty() ? QByteArrayView() : QByteArrayView(texts[3]);
        fields.itemNumber = row.item.isEmpty() ? QByteArrayView() : QByteArrayView(texts[4]);
        fields.data = row.data;
        fields.certifiedPaths = row.certifiedPaths;
        fields.status = draft ? "\"draft\"" : "\"published\"";
        const QByteArray holder = "{\"id\":\"" + uuidText(uuidOf(m_catalogue.size() % 37, 0x61636374)) + "\"}";
        if (claimed)
            fields.mintedTo = holder;
        return composeRow(fields);
    }

    const Dialect &m_dialect;
    Catalogue &m_catalogue;
    Writer &m_writer;
};

} // namespace

void seedDemo(const Dialect &dialect, Catalogue &catalogue, Writer &writer)
{
    // The demo's own rows are checked by the tolerant rules: they carry who holds a claimed item.
    Seeder(Dialect(dialect.era(), Strictness::Tolerant), catalogue, writer).run();
}

} // namespace chancery::sandbox
