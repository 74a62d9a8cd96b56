// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/encodingguess.h"

#include "core/catalogue/textcheck.h"
#include "core/catalogue/transcoder.h"

#include <uchardet.h>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sampleSize = 64 * 1024;
constexpr qint64 farthest = 4 * 1024 * 1024;
constexpr double sure = 0.7;

std::optional<EncodingGuess> byMark(std::string_view sample)
{
    if (sample.starts_with("\xEF\xBB\xBF"))
        return EncodingGuess{Encoding::Utf8, 1, true};
    if (sample.starts_with("\xFF\xFE"))
        return EncodingGuess{Encoding::Utf16Le, 1, true};
    if (sample.starts_with("\xFE\xFF"))
        return EncodingGuess{Encoding::Utf16Be, 1, true};
    return std::nullopt;
}

/// Text with Latin letters has a zero in every other byte when it is UTF-16.
std::optional<EncodingGuess> byZeros(std::string_view sample)
{
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < sample.size(); ++i)
        zeros[i % 2] += sample[i] == '\0';
    const std::size_t pairs = sample.size() / 2;
    if (pairs < 2)
        return std::nullopt;
    if (zeros[1] * 10 > pairs * 4 && zeros[0] * 20 < pairs)
        return EncodingGuess{Encoding::Utf16Le, 0.9, false};
    if (zeros[0] * 10 > pairs * 4 && zeros[1] * 20 < pairs)
        return EncodingGuess{Encoding::Utf16Be, 0.9, false};
    return std::nullopt;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x80; });
}

struct Utf8Evidence
{
    std::size_t sequences = 0;
    std::size_t wrong = 0;
};

Utf8Evidence utf8Evidence(std::string_view text)
{
    Utf8Evidence evidence;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = uchar(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (length > 1 && isUtf8(text.substr(i, length))) {
            ++evidence.sequences;
            i += length;
            continue;
        }
        evidence.wrong += length > 1;
        ++i;
    }
    return evidence;
}

std::string detectedName(std::string_view sample)
{
    const uchardet_t detector = uchardet_new();
    uchardet_handle_data(detector, sample.data(), sample.size());
    uchardet_data_end(detector);
    std::string name = uchardet_get_charset(detector);
    uchardet_delete(detector);
    return name;
}

std::optional<Encoding> encodingOf(std::string_view name)
{
    if (name == "GB18030" || name == "GB2312")
        return Encoding::Gbk;
    // Not among what is read here; the Windows encoding of the same languages differs in a few letters.
    if (name == "ISO-8859-2")
        return Encoding::Windows1250;
    return encodingFromName(QString::fromLatin1(name.data(), qsizetype(name.size())));
}

bool decodes(std::string_view sample, Encoding encoding)
{
    const auto transcoder = Transcoder::from(encoding);
    if (!transcoder)
        return isUtf8(sample);
    std::string text;
    while (!sample.empty()) {
        const auto piece = sample.substr(0, Transcoder::inputSize);
        std::string decoded(Transcoder::inputSize * 4, '\0');
        decoded.resize(std::size_t(transcoder->convert(piece, decoded.data())));
        text += decoded;
        sample.remove_prefix(piece.size());
    }
    return isUtf8(text) && !hasC1Control(text);
}

/// The share of bytes beyond ASCII that stand for letters and signs which Western European text is full of.
double westernShare(std::string_view sample)
{
    // In windows-1252: quotes, dashes, euro, common signs, and the letters but for eth, thorn and y with diaeresis.
    const auto isUsual = [](uchar c) {
        constexpr std::string_view signs =
            "\x80\x85\x8A\x8C\x8E\x91\x92\x93\x94\x95\x96\x97\x99\x9A\x9C\x9E\xA0\xA1\xA3\xA7"
            "\xA9\xAA\xAB\xAE\xB0\xB1\xB2\xB3\xB4\xB5\xB7\xBA\xBB\xBC\xBD\xBF";
        if (c >= 0xC0)
            return c != 0xD0 && c != 0xDE && c != 0xF0 && c != 0xFE && c != 0xFF;
        return signs.find(char(c)) != std::string_view::npos;
    };
    std::size_t all = 0;
    std::size_t usual = 0;
    for (const char c : sample) {
        all += uchar(c) >= 0x80;
        usual += uchar(c) >= 0x80 && isUsual(uchar(c));
    }
    return all == 0 ? 0 : double(usual) / double(all);
}

EncodingGuess legacyGuess(std::string_view sample, std::size_t beyondAscii)
{
    constexpr std::size_t enough = 12; // bytes beyond ASCII; with fewer, statistics of letters say little
    auto encoding = encodingOf(detectedName(sample));
    // ISO-8859-1 has control characters where Windows has quotes and the euro sign.
    if (encoding == Encoding::Latin1 && !decodes(sample, Encoding::Latin1))
        encoding = Encoding::Windows1252;
    if (encoding && *encoding != Encoding::Utf8 && beyondAscii >= enough && decodes(sample, *encoding))
        return {*encoding, 0.75, false};
    if (westernShare(sample) >= 0.95 && decodes(sample, Encoding::Windows1252))
        return {Encoding::Windows1252, beyondAscii >= enough ? 0.6 : 0.4, false};
    return {Encoding::Utf8, 0.2, false};
}

/// Lines in plain ASCII say nothing; the others are kept. No encoding here has a line feed within a character.
void appendEvidence(std::string &evidence, std::string_view text)
{
    while (!text.empty() && qint64(evidence.size()) < sampleSize) {
        const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
        if (!isAscii(line))
            evidence += line;
        text.remove_prefix(line.size());
    }
}

EncodingGuess guess(std::string_view sample, bool isWhole)
{
    if (!isWhole)
        sample.remove_suffix(unfinishedTail(sample));
    if (isUtf8(sample))
        return {Encoding::Utf8, isAscii(sample) && !isWhole ? 0.9 : 1.0, false};
    const Utf8Evidence evidence = utf8Evidence(sample);
    if (evidence.sequences >= evidence.wrong * 4)
        return {Encoding::Utf8, 0.8, false};
    return legacyGuess(sample, evidence.sequences + evidence.wrong);
}

} // namespace

Result<EncodingGuess> guessEncoding(ByteSource &bytes)
{
    std::string piece(std::size_t(BlockReader::blockSize), '\0');
    std::string evidence;
    qint64 seen = 0;
    for (;;) {
        const auto got = bytes.read(piece.data());
        if (!got && seen == 0)
            return got.error();
        const std::string_view fresh(piece.data(), got ? std::size_t(*got) : 0);
        if (seen == 0) {
            const auto first = fresh.substr(0, std::size_t(sampleSize));
            if (const auto marked = byMark(first))
                return *marked;
            if (const auto zeros = byZeros(first))
                return *zeros;
        }
        seen += qint64(fresh.size());
        const bool isLast = fresh.empty(); // what went wrong is said when the reading comes to it
        appendEvidence(evidence, fresh);
        const EncodingGuess guessed = guess(evidence, isLast);
        const bool isEnough = !evidence.empty() && guessed.certainty >= sure;
        if (isLast || isEnough || qint64(evidence.size()) >= sampleSize || seen >= farthest)
            return guessed;
    }
}

} // namespace chancery::catalogue
