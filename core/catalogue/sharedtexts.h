// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"
#include "core/catalogue/xmlpart.h"

namespace chancery::catalogue {

/// The texts that the cells of a workbook share, read as far as they were asked for: spreadsheets number them in the
/// order in which the cells need them. They stay in memory, up to `limit` bytes.
class SharedTexts
{
public:
    static constexpr std::size_t limit = 256 * 1024 * 1024;

    SharedTexts() = default; ///< none
    explicit SharedTexts(std::unique_ptr<XmlPart> part)
        : m_part(std::move(part))
    {}

    /// Valid until the next call. Errors: FileDamaged when there is no such text, SheetTextTooLarge, and those of
    /// reading.
    Result<std::string_view> at(std::size_t index, const Archive &archive);

private:
    bool readOne();

    std::unique_ptr<XmlPart> m_part;
    ByteBuffer m_texts;
    std::vector<quint32> m_ends;
};

/// The text of an element with rich text: of its `t` elements, but for those that say how it is pronounced.
/// `_x000D_` and the like are undone (ECMA-376 part 1, §22.9.2.19).
QString richText(XmlPart &part);
QString withoutEscapes(QString text);

} // namespace chancery::catalogue
