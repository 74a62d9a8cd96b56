// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/recordreader.h"

#include "core/catalogue/hashing.h"
#include "core/keyban/certification.h"
#include "core/mirror/fold.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString wide(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::string lower(std::string_view text)
{
    std::string lowered(text);
    for (char &c : lowered) {
        if (static_cast<unsigned char>(c) >= 0x80)
            return wide(text).toLower().toStdString();
        if (c >= 'A' && c <= 'Z')
            c = char(c + 0x20);
    }
    return lowered;
}

quint64 stateHash(std::string_view id, std::string_view status)
{
    std::string text;
    text.reserve(64);
    text.append(id).append(1, '\0').append(lower(status));
    return catalogue::hashOf(text, 0);
}

/// Every value below, not the names of its members.
void appendValues(QByteArray &out, const json::Node &value)
{
    if (value.isObject()) {
        for (const json::NodeMember member : value.members())
            appendValues(out, member.value);
    } else if (value.isArray()) {
        for (const json::Node item : value.items())
            appendValues(out, item);
    } else if (!value.isNull()) {
        mirror::appendFolded(out, value.toText());
        out += mirror::fieldEnd;
    }
}

} // namespace

RecordReader::RecordReader(const MirrorPlace &place)
    : m_application(place.application.toStdString())
    , m_dialect(place.dialect)
{}

Result<MirrorRecord> RecordReader::read(const json::Node &row)
{
    const Texts texts = keyban::passportTexts(row);
    if (texts.id.empty())
        return json::unexpectedShape(u"id"_s);
    const json::Node data = row[u"data"];
    const std::string_view raw = row.literal();
    MirrorRecord record;
    record.id = QByteArray(texts.id.data(), qsizetype(texts.id.size()));
    record.key = keyHash({lower(texts.application.empty() ? std::string_view(m_application) : texts.application),
                          texts.key.granularity, texts.key.modelNumber, texts.key.batchNumber, texts.key.itemNumber});
    record.content = contentDigest(row);
    record.state = stateHash(texts.id, texts.status);
    record.packed = packed({.raw = catalogue::hashOf(raw, 0),
                            .updated = keyban::msecsOf(texts.updatedAt),
                            .level = texts.key.granularity,
                            .modelNumber = texts.key.modelNumber,
                            .batchNumber = texts.key.batchNumber,
                            .itemNumber = texts.key.itemNumber,
                            .network = texts.network,
                            .name = texts.name,
                            .status = texts.status,
                            .certification = certificationOf(texts, !data.isNull()),
                            .rest = {}});
    if (!texts.description.empty()) {
        mirror::appendFolded(record.packed, texts.description);
        record.packed += mirror::fieldEnd;
    }
    appendValues(record.packed, data);
    return record;
}

std::string_view RecordReader::certificationOf(const Texts &texts, bool hasData)
{
    if (m_certification.isNull() || texts.status != m_badge.status || texts.certificationStatus != m_badge.word ||
        texts.key.granularity != m_badge.granularity || texts.network != m_badge.network ||
        texts.shape != m_badge.shape || hasData != m_badge.hasData) {
        m_badge = {std::string(texts.status),
                   std::string(texts.certificationStatus),
                   std::string(texts.key.granularity),
                   std::string(texts.network),
                   texts.shape,
                   hasData};
        const QString word = wide(texts.certificationStatus);
        const keyban::Certification certification = keyban::certificationOf(
            {wide(texts.status), word, wide(texts.key.granularity), wide(texts.network), texts.shape, hasData},
            m_dialect);
        m_certification = keyban::wireName({certification, word, {}}).toUtf8();
    }
    return {m_certification.constData(), std::size_t(m_certification.size())};
}

} // namespace chancery
