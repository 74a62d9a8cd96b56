// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>
#include <QLockFile>
#include <QString>

#include <functional>
#include <memory>

namespace chancery::sandbox {

/// One change as it was asked for. What it does follows from it and its time alone, so replaying all of them in order
/// gives the same state again.
struct Record
{
    enum class Kind : quint8 {
        Start = 1,         ///< bytes: era and strictness
        Seed = 2,          ///< bytes: the seed's name
        Create = 3,        ///< number: application; bytes: the body
        Patch = 4,         ///< number: passport; bytes: the body
        Publish = 5,       ///< bytes: passport numbers, four bytes each
        Import = 6,        ///< number: application; bytes: the rows
        Work = 7,          ///< number: rows worked off
        Advance = 8,       ///< number: seconds
        Certification = 9, ///< number: milliseconds; bytes: errors per thousand
        Delete = 10,       ///< number: passport
        // Of the settlement service, which does them again by itself.
        KeystoneSeed = 11,    ///< bytes: the seed's name
        KeystoneCall = 12,    ///< number: environment; bytes: what was asked, by whom
        KeystoneControl = 13, ///< bytes: what a test wished
        // Of loyalty, which does them again by itself.
        LoyaltyCall = 14,    ///< bytes: what was asked
        LoyaltyControl = 15, ///< bytes: what a test wished
    };

    Kind kind = Kind::Start;
    qint64 time = 0;
    qint64 number = 0;
    QByteArray bytes;
};

/// The file behind --data: every change is handed to the system before it is answered, so that killing the process
/// loses nothing. A torn end, as a power cut leaves it, is cut off. Without a file it forgets everything.
class Journal
{
public:
    /// Replays what `path` holds and makes it ready for more. Returns an error text for the person who started the
    /// sandbox, or an empty one.
    QString open(const QString &path, const std::function<void(const Record &)> &replay);
    /// Ends the program's trust in the file when it cannot be written: returns false.
    bool append(const Record &record);
    QString errorText() const { return m_file.errorString(); }

private:
    bool readAll(const std::function<void(const Record &)> &replay);

    QFile m_file;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace chancery::sandbox
