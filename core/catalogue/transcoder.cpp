// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/transcoder.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include <iconv.h>

namespace chancery::catalogue {

namespace {

char *appendUtf8(char *to, char32_t c)
{
    if (c < 0x80) {
        *to++ = char(c);
    } else if (c < 0x800) {
        *to++ = char(0xC0 | c >> 6);
        *to++ = char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = char(0xE0 | c >> 12);
        *to++ = char(0x80 | (c >> 6 & 0x3F));
        *to++ = char(0x80 | (c & 0x3F));
    } else {
        *to++ = char(0xF0 | c >> 18);
        *to++ = char(0x80 | (c >> 12 & 0x3F));
        *to++ = char(0x80 | (c >> 6 & 0x3F));
        *to++ = char(0x80 | (c & 0x3F));
    }
    return to;
}

class Utf16Transcoder : public Transcoder
{
public:
    explicit Utf16Transcoder(int lowByte)
        : m_lowByte(lowByte)
    {}

    qint64 convert(std::string_view piece, char *to) override
    {
        char *out = to;
        for (const char c : piece) {
            if (!m_hasHalf) {
                m_half = uchar(c);
                m_hasHalf = true;
                continue;
            }
            m_hasHalf = false;
            const char16_t unit = m_lowByte == 0 ? char16_t(uchar(c) << 8 | m_half) : char16_t(m_half << 8 | uchar(c));
            out = appendUnit(out, unit);
        }
        return out - to;
    }

    qint64 finish(char *to) override
    {
        const bool isCut = m_hasHalf || m_high != 0;
        m_hasHalf = false;
        m_high = 0;
        if (isCut)
            *to = wrong;
        return isCut ? 1 : 0;
    }

private:
    char *appendUnit(char *out, char16_t unit)
    {
        const bool isLow = unit >= 0xDC00 && unit < 0xE000;
        if (m_high != 0 && isLow) {
            out = appendUtf8(out, 0x10000 + ((char32_t(m_high) - 0xD800) << 10) + (unit - 0xDC00));
            m_high = 0;
            return out;
        }
        if (m_high != 0 || isLow)
            *out++ = wrong;
        m_high = 0;
        if (unit >= 0xD800 && unit < 0xDC00)
            m_high = unit;
        else if (!isLow)
            out = appendUtf8(out, unit);
        return out;
    }

    int m_lowByte; ///< 0 when the low byte comes first
    uchar m_half = 0;
    bool m_hasHalf = false;
    char16_t m_high = 0;
};

class Converter
{
public:
    explicit Converter(const char *name)
        : m_handle(::iconv_open("UTF-8", name))
    {}
    ~Converter()
    {
        if (isOpen())
            ::iconv_close(m_handle);
    }
    Converter(const Converter &) = delete;
    Converter &operator=(const Converter &) = delete;

    bool isOpen() const { return m_handle != iconv_t(-1); }

    struct Progress
    {
        std::size_t used;
        std::size_t written;
        bool isWrong; ///< stopped before a sequence that has no meaning
    };
    Progress run(std::string_view piece, char *to, std::size_t room)
    {
        char *in = const_cast<char *>(piece.data()); // the prototype of iconv() lacks the const
        std::size_t left = piece.size();
        char *out = to;
        std::size_t free = room;
        const auto done = ::iconv(m_handle, &in, &left, &out, &free);
        return {piece.size() - left, room - free, done == std::size_t(-1) && errno == EILSEQ};
    }

private:
    iconv_t m_handle;
};

class SingleByteTranscoder : public Transcoder
{
public:
    explicit SingleByteTranscoder(const char *name)
    {
        Converter converter(name);
        for (int byte = 0; byte < 256; ++byte) {
            Entry &entry = m_table[std::size_t(byte)];
            const char one = char(byte);
            const auto done = converter.isOpen() ? converter.run({&one, 1}, entry.text.data(), entry.text.size())
                                                 : Converter::Progress{0, 0, true};
            entry.size = quint8(done.written);
            if (done.isWrong || done.written == 0)
                entry = {{wrong}, 1};
        }
    }

    qint64 convert(std::string_view piece, char *to) override
    {
        char *out = to;
        for (const char c : piece) {
            const Entry &entry = m_table[uchar(c)];
            std::memcpy(out, entry.text.data(), entry.text.size());
            out += entry.size;
        }
        return out - to;
    }
    qint64 finish(char *) override { return 0; }

private:
    struct Entry
    {
        std::array<char, 3> text{};
        quint8 size = 0;
    };
    std::array<Entry, 256> m_table;
};

class MultiByteTranscoder : public Transcoder
{
public:
    explicit MultiByteTranscoder(const char *name)
        : m_converter(name)
    {}

    qint64 convert(std::string_view piece, char *to) override
    {
        m_pending.append(piece);
        std::string_view rest = m_pending;
        char *out = to;
        // Each byte of input yields at most three of output, so there is always room.
        const std::size_t room = (inputSize + 16) * 3;
        while (!rest.empty()) {
            const auto done = m_converter.isOpen() ? m_converter.run(rest, out, room - std::size_t(out - to))
                                                   : Converter::Progress{0, 0, true};
            out += done.written;
            rest.remove_prefix(done.used);
            if (!done.isWrong)
                break;
            *out++ = wrong;
            rest.remove_prefix(1);
        }
        m_pending = std::string(rest);
        return out - to;
    }

    qint64 finish(char *to) override
    {
        const bool isCut = !m_pending.empty();
        m_pending.clear();
        if (isCut)
            *to = wrong;
        return isCut ? 1 : 0;
    }

private:
    Converter m_converter;
    std::string m_pending; ///< an unfinished sequence
};

} // namespace

std::unique_ptr<Transcoder> Transcoder::from(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return nullptr;
    case Encoding::Utf16Le:
        return std::make_unique<Utf16Transcoder>(0);
    case Encoding::Utf16Be:
        return std::make_unique<Utf16Transcoder>(1);
    case Encoding::Latin1:
        return std::make_unique<SingleByteTranscoder>("ISO-8859-1");
    case Encoding::Latin9:
        return std::make_unique<SingleByteTranscoder>("ISO-8859-15");
    case Encoding::Windows1250:
        return std::make_unique<SingleByteTranscoder>("CP1250");
    case Encoding::Windows1251:
        return std::make_unique<SingleByteTranscoder>("CP1251");
    case Encoding::Windows1252:
        return std::make_unique<SingleByteTranscoder>("CP1252");
    case Encoding::ShiftJis:
        return std::make_unique<MultiByteTranscoder>("CP932");
    case Encoding::Gbk:
        return std::make_unique<MultiByteTranscoder>("CP936");
    }
    Q_UNREACHABLE();
}

} // namespace chancery::catalogue
