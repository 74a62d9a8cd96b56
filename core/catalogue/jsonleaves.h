// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"

#include <string_view>
#include <vector>

namespace chancery::catalogue {

/// One passport taken apart into what can stand in cells: every value that is no object, and empty objects. A leaf is
/// called by the names that lead to it, with points in between (`data.brand.name`, Target::path). What the nested shape
/// keeps in `product` has the name that the flat shape gives it.
class JsonLeaves
{
public:
    struct Leaf
    {
        std::size_t nameBegin = 0;
        std::size_t nameSize = 0;
        std::size_t valueBegin = 0;
        std::size_t valueSize = 0;
        bool isText = false;
        bool isNull = false;
    };

    /// False when it is no JSON object: malformed, or nested deeper than 200.
    bool read(std::string_view passport);
    const std::vector<Leaf> &leaves() const { return m_leaves; }
    std::string_view name(const Leaf &leaf) const { return m_bytes.view().substr(leaf.nameBegin, leaf.nameSize); }
    /// The text itself, or the JSON of anything else, with numbers as they are written. 64 bytes behind it are
    /// readable.
    std::string_view value(const Leaf &leaf) const { return m_bytes.view().substr(leaf.valueBegin, leaf.valueSize); }

private:
    friend class JsonLeafBuilder;
    std::vector<Leaf> m_leaves;
    ByteBuffer m_bytes;
};

} // namespace chancery::catalogue
