// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirror.h"

#include "core/mirror/pagerows.h"

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

Mirror::Mirror(MirrorPlace place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
    , m_store(std::make_unique<MirrorStore>(m_place))
    , m_finder(std::make_unique<MirrorFinder>(m_place))
{
    m_decoding.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 2));
    m_writing.setObjectName(u"mirror"_s);
    m_searching.setObjectName(u"mirror search"_s);
    m_writer.moveToThread(&m_writing);
    m_seeker.moveToThread(&m_searching);
    m_writing.start();
    m_searching.start();
}

Mirror::~Mirror()
{
    // Last in the queues, hence after every write; a connection is closed in the thread that opened it. The writer goes
    // first, as it still hands over to the other.
    QMetaObject::invokeMethod(
        &m_writer,
        [this] {
            writeArrivals(PageArrivals::Which::All);
            m_store.reset();
            m_writing.quit();
        },
        Qt::QueuedConnection);
    m_writing.wait();
    QMetaObject::invokeMethod(
        &m_seeker,
        [this] {
            m_finder.reset();
            m_searching.quit();
        },
        Qt::QueuedConnection);
    m_searching.wait();
}

QString Mirror::fileName(const QString &profileId)
{
    return u"mirror-%1.sqlite"_s.arg(profileId);
}

/// In the writing thread: what came of a piece of work goes to whoever waits for it.
template <class T>
void Mirror::answer(const Promise<T> &promise, QObject *home, Result<T> result)
{
    if (auto state = m_store->state()) {
        QMetaObject::invokeMethod(
            this, [this, state = *state] { tellState(state); }, Qt::QueuedConnection);
    }
    if (!result) {
        QMetaObject::invokeMethod(
            this, [this, error = result.error()] { mend(error); }, Qt::QueuedConnection);
    }
    QMetaObject::invokeMethod(
        home,
        [promise, result = std::make_shared<Result<T>>(std::move(result))] { promise.settle(std::move(*result)); },
        Qt::QueuedConnection);
}

template <class T>
Pending<T> Mirror::write(std::function<Result<T>(MirrorStore &)> work)
{
    auto ends = Pending<T>::make();
    QMetaObject::invokeMethod(
        &m_writer,
        [this, promise = ends.promise, work = std::move(work), home = detail::courier()] {
            writeArrivals(PageArrivals::Which::All);
            answer(promise, home, work(*m_store));
        },
        Qt::QueuedConnection);
    return std::move(ends.pending);
}

template <class T>
Pending<T> Mirror::search(std::function<Result<T>(MirrorFinder &, const std::stop_token &)> work)
{
    auto ends = Pending<T>::make();
    auto stop = std::make_shared<std::stop_source>();
    ends.promise.whenAbandoned([stop] { stop->request_stop(); });
    QMetaObject::invokeMethod(
        &m_seeker,
        [this, promise = ends.promise, work = std::move(work), token = stop->get_token(), home = detail::courier()] {
            if (token.stop_requested())
                return;
            auto result = std::make_shared<Result<T>>(work(*m_finder, token));
            if (!*result)
                QMetaObject::invokeMethod(
                    this, [this, error = result->error()] { mend(error); }, Qt::QueuedConnection);
            QMetaObject::invokeMethod(
                home, [promise, result] { promise.settle(std::move(*result)); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return std::move(ends.pending);
}

Pending<Nothing> Mirror::open()
{
    return write<Nothing>([this](MirrorStore &store) {
        Result<Nothing> opened = store.open();
        if (opened)
            openFinder();
        return opened;
    });
}

/// From the writing thread, once the file is there.
void Mirror::openFinder()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isOpen = true;
            m_isLoading = true;
        },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &m_seeker,
        [this] {
            if (m_finder->open())
                loadOn();
        },
        Qt::QueuedConnection);
}

/// In the searching thread: part by part, so that questions are answered in between.
void Mirror::loadOn()
{
    if (!m_finder) // the mirror went while its next part was in line
        return;
    const Result<bool> more = m_finder->loadMore();
    const bool goesOn = more && *more;
    QMetaObject::invokeMethod(
        this,
        [this, goesOn, more] {
            m_isLoading = goesOn;
            if (!more)
                mend(more.error());
            tellChanged();
        },
        Qt::QueuedConnection);
    if (goesOn)
        QMetaObject::invokeMethod(
            &m_seeker, [this] { loadOn(); }, Qt::QueuedConnection);
}

Pending<MirrorPage> Mirror::page(const MirrorQuery &query, qint64 first, qint64 count, const QStringList &locate)
{
    return search<MirrorPage>([query, first, count, locate](MirrorFinder &finder, const std::stop_token &stop) {
        Result<MirrorPage> page = finder.page(query, {first, count}, stop);
        if (page && !locate.isEmpty()) {
            const auto located = finder.locate(query, locate);
            if (!located)
                return Result<MirrorPage>(located.error());
            page->located = *located;
        }
        return page;
    });
}

Pending<MirrorBranches> Mirror::branches(const MirrorQuery &query, qint64 first, qint64 count)
{
    return search<MirrorBranches>([query, first, count](MirrorFinder &finder, const std::stop_token &) {
        return finder.branches(query, {first, count});
    });
}

Pending<QList<Passport>> Mirror::passports(const QStringList &ids)
{
    return search<QList<Passport>>(
        [ids](MirrorFinder &finder, const std::stop_token &) { return finder.passports(ids); });
}

Pending<QList<Passport>> Mirror::passportsOf(const MirrorQuery &query, int limit)
{
    return search<QList<Passport>>(
        [query, limit](MirrorFinder &finder, const std::stop_token &) { return finder.passportsOf(query, limit); });
}

Pending<std::optional<Passport>> Mirror::find(const keyban::PassportKey &key)
{
    return search<std::optional<Passport>>(
        [key](MirrorFinder &finder, const std::stop_token &) { return finder.find(key); });
}

Pending<MirrorWords> Mirror::words()
{
    return search<MirrorWords>(
        [](MirrorFinder &finder, const std::stop_token &) -> Result<MirrorWords> { return finder.words(); });
}

Pending<qint64> Mirror::memory()
{
    return search<qint64>(
        [](MirrorFinder &finder, const std::stop_token &) -> Result<qint64> { return finder.bytes(); });
}

/// In the writing thread: what was written is searched from now on.
void Mirror::pass(MirrorChanges changes)
{
    if (changes.isEmpty())
        return;
    auto shared = std::make_shared<MirrorChanges>(std::move(changes));
    QMetaObject::invokeMethod(
        &m_seeker,
        [this, shared] {
            m_finder->apply(*shared);
            QMetaObject::invokeMethod(this, &Mirror::tellChanged, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

Pending<Nothing> Mirror::change(std::function<Result<MirrorChanges>(MirrorStore &)> work)
{
    return write<Nothing>([this, work = std::move(work)](MirrorStore &store) -> Result<Nothing> {
        Result<MirrorChanges> changes = work(store);
        if (!changes)
            return changes.error();
        pass(std::move(*changes));
        return Nothing{};
    });
}

Pending<Nothing> Mirror::put(QList<Passport> passports)
{
    return change([this, passports = std::move(passports)](MirrorStore &store) -> Result<MirrorChanges> {
        Result<std::vector<MirrorRow>> rows = mirrorRows(passports, m_place);
        return rows ? store.put(std::move(*rows)) : rows.error();
    });
}

Pending<Nothing> Mirror::remove(QStringList ids)
{
    return change([ids = std::move(ids)](MirrorStore &store) { return store.remove(ids); });
}

Pending<MirrorState> Mirror::beginPass()
{
    return write<MirrorState>([](MirrorStore &store) { return store.beginPass(); });
}

Pending<MirrorState> Mirror::notePages(int sweep, qint64 pages, qint64 total)
{
    return write<MirrorState>(
        [sweep, pages, total](MirrorStore &store) { return store.notePages(sweep, pages, total); });
}

Pending<qint64> Mirror::met()
{
    return write<qint64>([](MirrorStore &store) { return store.met(); });
}

Pending<QStringList> Mirror::unseen(int limit)
{
    return write<QStringList>([limit](MirrorStore &store) { return store.unseen(limit); });
}

/// The rows are all there and searched: nobody waits for their indexes, nor until the disk has them.
Pending<MirrorState> Mirror::endPass(MirrorUnseen unseen)
{
    auto ended = write<MirrorState>([this, unseen](MirrorStore &store) -> Result<MirrorState> {
        Result<MirrorChanges> changes = store.endPass(unseen);
        if (!changes)
            return changes.error();
        pass(std::move(*changes));
        return store.state();
    });
    write<Nothing>([](MirrorStore &store) { return store.settle(); }).then(this, [](const Result<Nothing> &) {});
    return ended;
}

/// Decoded in the pool, several pages at a time; those that wait for the writer go into the file together.
Pending<TakenPage> Mirror::takePage(QByteArray body)
{
    auto ends = Pending<TakenPage>::make();
    const auto page = std::make_shared<std::future<Result<PageRows>>>(decodePage(m_decoding, std::move(body), m_place));
    QMetaObject::invokeMethod(
        &m_writer,
        [this, page, promise = ends.promise, home = detail::courier()] {
            const bool isFirst = m_arrivals.isEmpty();
            m_arrivals.add({std::move(*page), promise, home});
            if (isFirst)
                writeArrivalsSoon();
        },
        Qt::QueuedConnection);
    return std::move(ends.pending);
}

/// Behind the arrivals that are in the queue already.
void Mirror::writeArrivalsSoon()
{
    QMetaObject::invokeMethod(
        &m_writer, [this] { writeArrivals(PageArrivals::Which::Decoded); }, Qt::QueuedConnection);
}

/// In the writing thread, as one transaction.
void Mirror::writeArrivals(PageArrivals::Which which)
{
    PageArrivals::Load load = m_arrivals.take(which);
    if (!m_arrivals.isEmpty())
        writeArrivalsSoon();
    for (const auto &[arrival, error] : load.unreadable)
        answer<TakenPage>(arrival.promise, arrival.home, error);
    if (load.taken.empty())
        return;
    Result<MirrorChanges> changes = m_store->put(std::move(load.rows));
    for (const auto &[arrival, page] : load.taken)
        answer(arrival.promise, arrival.home, changes ? Result<TakenPage>(page) : changes.error());
    if (changes)
        pass(std::move(*changes));
}

void Mirror::tellState(MirrorState state)
{
    if (state == m_state)
        return;
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

void Mirror::tellChanged()
{
    if (std::exchange(m_isTelling, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isTelling = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

/// A damaged file is thrown away: nobody reads it any more, then it is made anew, then it is read.
void Mirror::mend(const Error &error)
{
    if (error.cause != Cause::StorageCorrupt || std::exchange(m_isMending, true))
        return;
    QMetaObject::invokeMethod(
        &m_seeker,
        [this] {
            m_finder->close();
            QMetaObject::invokeMethod(
                &m_writer,
                [this] {
                    const bool fresh = m_store->startAfresh().ok();
                    if (fresh)
                        openFinder();
                    const auto state = m_store->state();
                    QMetaObject::invokeMethod(
                        this,
                        [this, state] {
                            m_isMending = false;
                            m_state = state ? *state : MirrorState();
                            Q_EMIT stateChanged();
                            Q_EMIT rebuilt();
                            tellChanged();
                        },
                        Qt::QueuedConnection);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace chancery
