// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/format.h"

#include <QByteArray>

#include <memory>

namespace chancery::catalogue {

/// Turns UTF-8 into the encodings a catalogue may be written in.
class Encoder
{
public:
    explicit Encoder(Encoding encoding);
    ~Encoder();

    /// The byte order mark that the encoding's files begin with.
    QByteArray mark() const;
    /// Appends the text; false when the encoding lacks a character of it or the text is not valid UTF-8. In UTF-8 any
    /// bytes pass.
    bool append(QByteArray &out, QByteArrayView utf8);

private:
    struct Handle;
    Encoding m_encoding;
    std::unique_ptr<Handle> m_handle; ///< none for UTF-8
};

} // namespace chancery::catalogue
