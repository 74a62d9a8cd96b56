// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/encoder.h"

#include <iconv.h>

namespace chancery::catalogue {

namespace {

const char *iconvName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        break;
    case Encoding::Utf16Le:
        return "UTF-16LE";
    case Encoding::Utf16Be:
        return "UTF-16BE";
    case Encoding::Latin1:
        return "ISO-8859-1";
    case Encoding::Latin9:
        return "ISO-8859-15";
    case Encoding::Windows1250:
        return "CP1250";
    case Encoding::Windows1251:
        return "CP1251";
    case Encoding::Windows1252:
        return "CP1252";
    case Encoding::ShiftJis:
        return "CP932";
    case Encoding::Gbk:
        return "CP936";
    }
    return "UTF-8";
}

} // namespace

struct Encoder::Handle
{
    explicit Handle(const char *name)
        : iconv(::iconv_open(name, "UTF-8"))
    {}
    ~Handle()
    {
        if (isOpen())
            ::iconv_close(iconv);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    bool isOpen() const { return iconv != iconv_t(-1); }
    iconv_t iconv;
};

Encoder::Encoder(Encoding encoding)
    : m_encoding(encoding)
    , m_handle(encoding == Encoding::Utf8 ? nullptr : std::make_unique<Handle>(iconvName(encoding)))
{}
Encoder::~Encoder() = default;

QByteArray Encoder::mark() const
{
    switch (m_encoding) {
    case Encoding::Utf8:
        return "\xEF\xBB\xBF";
    case Encoding::Utf16Le:
        return "\xFF\xFE";
    case Encoding::Utf16Be:
        return "\xFE\xFF";
    default:
        return {};
    }
}

bool Encoder::append(QByteArray &out, QByteArrayView utf8)
{
    if (!m_handle) {
        out.append(utf8);
        return true;
    }
    if (!m_handle->isOpen())
        return false;
    // No character takes more bytes in any of these encodings than in UTF-8, but one of ASCII two in UTF-16.
    const qsizetype known = out.size();
    out.resize(known + 2 * utf8.size());
    char *from = const_cast<char *>(utf8.data()); // the prototype of iconv() lacks the const
    std::size_t left = std::size_t(utf8.size());
    char *to = out.data() + known;
    std::size_t room = std::size_t(2 * utf8.size());
    const bool isDone = ::iconv(m_handle->iconv, &from, &left, &to, &room) != std::size_t(-1);
    out.resize(out.size() - qsizetype(room));
    return isDone;
}

} // namespace chancery::catalogue
