// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"

#include <QObject>

namespace chancery {

/// The connections, in one JSON file (`version` 1) with a backup `.bak` of the state before the last change. Another
/// process's changes are taken over before one's own; members that we do not know are kept.
///
/// Errors of the changing functions: Storage / DiskFull or NotWritable (nothing is changed then), Conflict / NameTaken
/// with the name in `subject`, NotFound / ProfileUnknown, and what load() failed with, until startAfresh().
class ProfileStore : public QObject
{
    Q_OBJECT

public:
    enum class Loaded {
        Fresh,      ///< there was no file
        AsSaved,    ///< the file was good
        FromBackup, ///< the file was damaged or gone: it is kept as `.damaged`, and the backup was taken
    };

    explicit ProfileStore(QString path, QObject *parent = nullptr);

    /// Error: Storage / StorageCorrupt (file and backup are unreadable as profiles), StorageTooNew (a newer version
    /// wrote it), FileUnreadable. Neither file is touched then.
    Result<Loaded> load();
    /// Gives up what could not be loaded: the file is kept as `.damaged`, and the store is empty.
    Result<Nothing> startAfresh();

    const QList<Profile> &profiles() const { return m_state.profiles; }
    /// The names differ whatever their case and outer blanks.
    std::optional<Profile> find(const QUuid &id) const;
    std::optional<Profile> findByName(const QString &name) const;
    bool isTaken(const QString &name, const QUuid &exceptBy = {}) const;
    QUuid lastUsed() const { return m_state.lastUsed; }

    Result<Nothing> add(Profile profile);
    Result<Nothing> change(Profile profile);
    /// The credentials stay in the keychain; the caller removes them.
    Result<Nothing> remove(const QUuid &id);
    Result<Nothing> setLastUsed(const QUuid &id);

    QString path() const { return m_path; }

Q_SIGNALS:
    void changed();

private:
    struct State
    {
        QList<Profile> profiles;
        QUuid lastUsed;
        json::Value source;
    };
    static Result<State> parse(const QByteArray &bytes, const QString &path);
    static QByteArray write(const State &state);
    Result<Loaded> recover(const Error &why);
    void adopt(State state, QByteArray bytes);
    /// What another process has written since; a file that is damaged by now is overwritten.
    void catchUp();
    Result<Nothing> save(State state);
    QString backupPath() const;
    QString damagedPath() const;

    const QString m_path;
    State m_state;
    QByteArray m_good; ///< the file as it was last read or written
    std::optional<Error> m_blocked;
};

} // namespace chancery
