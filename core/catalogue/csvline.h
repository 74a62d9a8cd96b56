// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"

namespace chancery::catalogue {

/// Appends a cell to a line of CSV, enclosed where it has to be.
inline void appendCsvCell(ByteBuffer &out, std::string_view text)
{
    if (text.empty())
        return;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out.append(text);
        return;
    }
    out.append("\"");
    while (!text.empty()) {
        const std::size_t quote = text.find('"');
        out.append(text.substr(0, quote));
        if (quote == std::string_view::npos)
            break;
        out.append("\"\"");
        text.remove_prefix(quote + 1);
    }
    out.append("\"");
}

} // namespace chancery::catalogue
