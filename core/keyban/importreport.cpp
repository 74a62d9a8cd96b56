// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/importreport.h"

#include "core/json/fields.h"

#include <simdjson.h>

#include <optional>
#include <string>

namespace chancery::keyban {

using namespace Qt::StringLiterals;
using simdjson::dom::element;
using simdjson::dom::element_type;

namespace {

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// Reads a child whose members are of the types that they usually have.
class ChildReader
{
public:
    /// Nothing when a member is of another type, or when the child failed: that is read as the rest of the program
    /// reads JSON.
    std::optional<ImportChild> read(const element &child)
    {
        ImportChild decoded;
        decoded.id = textAt(child, "id");
        decoded.word = textAt(child, "status");
        decoded.state = stateOfWord(decoded.word);
        decoded.key = keyAt(child);
        return m_isUnusual || decoded.state == ChildState::Failed ? std::nullopt : std::optional(std::move(decoded));
    }

private:
    QString textAt(const element &object, std::string_view member)
    {
        element value;
        std::string_view text;
        if (object[member].get(value) || value.is_null())
            return {};
        m_isUnusual = m_isUnusual || value.get(text);
        return toText(text);
    }

    PassportKey keyAt(const element &child)
    {
        element row;
        element product;
        m_isUnusual = m_isUnusual || child["entityData"].get(row) || row.type() != element_type::OBJECT;
        if (m_isUnusual)
            return {};
        const bool isNested = !row["product"].get(product) && product.type() == element_type::OBJECT;
        const auto number = [&](std::string_view name) {
            const QString own = isNested ? textAt(product, name) : QString();
            return own.isEmpty() ? textAt(row, name) : own;
        };
        PassportKey key{{}, number("modelNumber"), number("batchNumber"), number("itemNumber")};
        key.granularity = isNested ? textAt(product, "idGranularity") : QString();
        if (key.granularity.isEmpty())
            key.granularity = textAt(row, "granularity");
        m_isUnusual = m_isUnusual || key.granularity.isEmpty();
        return key;
    }

    bool m_isUnusual = false;
};

Result<ImportChild> decodedChild(const element &child)
{
    if (auto usual = ChildReader().read(child))
        return std::move(*usual);
    const std::string text = simdjson::minify(child);
    const Result<json::Value> value = json::parse(QByteArrayView(text.data(), qsizetype(text.size())));
    return value ? decodeImportChild(*value) : value.error();
}

/// For numbers that only a parser of their digits can hold, and to say what is wrong.
Result<ImportReportPage> slowly(const QByteArray &body)
{
    const Result<json::Value> value = json::parse(body);
    if (!value) {
        Error error = value.error();
        error.reach = Reach::Answered;
        return error;
    }
    if (!(*value)[u"data"].isArray())
        return json::unexpectedShape(u"data"_s);
    ImportReportPage page;
    for (const json::Value &row : (*value)[u"data"].items()) {
        Result<ImportChild> child = decodeImportChild(row);
        if (!child)
            return child.error();
        page.children << std::move(*child);
    }
    page.total = (*value)[u"total"].toInteger(page.children.size());
    return page;
}

} // namespace

Result<ImportReportPage> decodeImportReport(const QByteArray &body)
{
    simdjson::dom::parser parser;
    element root;
    simdjson::dom::array data;
    if (parser.parse(body.constData(), std::size_t(body.size())).get(root) || root["data"].get(data))
        return slowly(body);
    ImportReportPage page;
    page.children.reserve(qsizetype(data.size()));
    for (const element child : data) {
        if (child.type() != element_type::OBJECT)
            return json::unexpectedShape(u"data[]"_s);
        Result<ImportChild> decoded = decodedChild(child);
        if (!decoded)
            return decoded.error();
        page.children << std::move(*decoded);
    }
    std::int64_t total = 0;
    page.total = root["total"].get(total) ? page.children.size() : qint64(total);
    return page;
}

} // namespace chancery::keyban
