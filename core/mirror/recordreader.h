// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passporttexts.h"
#include "core/mirror/mirrorrecord.h"
#include "core/mirror/mirrorstate.h"

#include <string>

namespace chancery {

/// Makes the rows of a page into what the mirror keeps, straight from their text. Used by one thread at a time.
class RecordReader
{
public:
    explicit RecordReader(const MirrorPlace &place);

    /// Without its row number. Error: Protocol / UnexpectedShape, as keyban::decodePassport() has it.
    Result<MirrorRecord> read(const json::Node &row);

private:
    using Texts = keyban::PassportTexts<std::string_view>;
    struct Badge
    {
        std::string status;
        std::string word;
        std::string granularity;
        std::string network;
        keyban::Shape shape = keyban::Shape::Neither;
        bool hasData = false;
    };
    std::string_view certificationOf(const Texts &texts, bool hasData);

    const std::string m_application; ///< of rows that do not name their own
    const keyban::Dialect m_dialect;
    Badge m_badge; ///< of the last row: those of one kind mostly come together
    QByteArray m_certification;
};

} // namespace chancery
