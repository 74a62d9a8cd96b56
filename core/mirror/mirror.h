// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorfinder.h"
#include "core/mirror/pagearrivals.h"

#include <QThread>

namespace chancery {

/// A searchable copy of one profile's catalogue in a file that may be lost at any time: a missing or damaged one is
/// made anew, empty. Written by one thread and searched by another; results arrive in the calling thread, which must
/// have an event loop. Writes happen in the order of the calls, also when their Pending is dropped.
///
/// A search that is dropped before it was answered is given up, so whoever keeps one Pending per view is never answered
/// twice. Searching works while the text is still being loaded; MirrorPage::isLoading says so.
///
/// Errors: Storage with DiskFull, NotWritable or StorageBusy, subject the file's path. After StorageCorrupt the mirror
/// has started anew by itself (rebuilt()).
class Mirror : public QObject
{
    Q_OBJECT

public:
    /// Touches nothing before open().
    explicit Mirror(MirrorPlace place, QObject *parent = nullptr);
    ~Mirror() override;

    const MirrorPlace &place() const { return m_place; }
    /// The file of a profile's mirror in the data folder.
    static QString fileName(const QString &profileId);

    /// Opens or creates the file and begins to load what is searched into memory.
    Pending<Nothing> open();

    /// A part of what the query lets through, in its order, with the exact count and where the rows `locate` stand.
    Pending<MirrorPage> page(const MirrorQuery &query, qint64 first, qint64 count, const QStringList &locate = {});
    /// The lines of the tree below the root, below MirrorQuery::model or below model and batch.
    Pending<MirrorBranches> branches(const MirrorQuery &query, qint64 first, qint64 count);
    /// Those that are kept, in the order of the ids.
    Pending<QList<keyban::Passport>> passports(const QStringList &ids);
    /// The first `limit` rows of a query, whole.
    Pending<QList<keyban::Passport>> passportsOf(const MirrorQuery &query, int limit);
    /// By the five-part key, the application being the profile's.
    Pending<std::optional<keyban::Passport>> find(const keyban::PassportKey &key);
    /// What statuses and networks rows have, for filters.
    Pending<MirrorWords> words();

    /// What the search takes of memory, in bytes.
    Pending<qint64> memory();

    /// As the service told them; of two with the same id, the one it changed later stays.
    Pending<Nothing> put(QList<keyban::Passport> passports);
    Pending<Nothing> remove(QStringList ids);

    /// How far and how fresh it is, as far as this thread knows; stateChanged() tells of news.
    const MirrorState &state() const { return m_state; }
    bool isOpen() const { return m_isOpen; }
    bool isLoading() const { return m_isLoading; }

    // For MirrorSync.
    Pending<MirrorState> beginPass();
    Pending<MirrorState> notePages(int sweep, qint64 pages, qint64 total);
    Pending<qint64> met();
    Pending<QStringList> unseen(int limit);
    Pending<MirrorState> endPass(MirrorUnseen unseen);
    /// Reads a page as the service sent it and puts its rows; tells how many they were and the service's total. Error:
    /// Protocol, as keyban::Client has it, besides those above.
    Pending<TakenPage> takePage(QByteArray body);

Q_SIGNALS:
    /// Rows came, changed or went; what pages were told may be old. At most once a turn of the event loop.
    void changed();
    void stateChanged();
    /// The file was damaged and is empty now.
    void rebuilt();

private:
    template <class T>
    void answer(const Promise<T> &promise, QObject *home, Result<T> result);
    void writeArrivalsSoon();
    void writeArrivals(PageArrivals::Which which);
    template <class T>
    Pending<T> write(std::function<Result<T>(MirrorStore &)> work);
    template <class T>
    Pending<T> search(std::function<Result<T>(MirrorFinder &, const std::stop_token &)> work);
    Pending<Nothing> change(std::function<Result<MirrorChanges>(MirrorStore &)> work);
    void pass(MirrorChanges changes);
    void tellState(MirrorState state);
    void tellChanged();
    void openFinder();
    void loadOn();
    void mend(const Error &error);

    const MirrorPlace m_place;
    std::unique_ptr<MirrorStore> m_store;   ///< lives in m_writing
    std::unique_ptr<MirrorFinder> m_finder; ///< lives in m_searching
    PageArrivals m_arrivals;                ///< likewise m_writing
    MirrorState m_state;
    bool m_isOpen = false;
    bool m_isLoading = false;
    bool m_isTelling = false;
    bool m_isMending = false;
    QThreadPool m_decoding; ///< pages become rows there
    QThread m_writing;
    QThread m_searching;
    QObject m_writer; ///< through which work reaches m_writing
    QObject m_seeker; ///< likewise m_searching
};

} // namespace chancery
