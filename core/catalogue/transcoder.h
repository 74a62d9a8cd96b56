// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/format.h"

#include <memory>
#include <string_view>

namespace chancery::catalogue {

/// Turns a text of another encoding into UTF-8, piece by piece. A sequence that is wrong in that encoding becomes the
/// byte 0xFF (TextSource).
class Transcoder
{
public:
    /// The largest piece of input. Its UTF-8 fits into TextSource::pieceSize.
    static constexpr std::size_t inputSize = 64 * 1024;
    static constexpr char wrong = char(0xFF);

    /// None for UTF-8.
    static std::unique_ptr<Transcoder> from(Encoding encoding);
    virtual ~Transcoder() = default;

    /// Yields the number of bytes written to `to`. An unfinished sequence at the end waits for the next piece.
    virtual qint64 convert(std::string_view piece, char *to) = 0;
    /// What is left at the end of the text; 0 when nothing more follows.
    virtual qint64 finish(char *to) = 0;
};

} // namespace chancery::catalogue
