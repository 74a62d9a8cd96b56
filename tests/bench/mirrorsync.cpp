// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Three things with a service that runs (the sandbox), one after the other. Fetches PAGES pages of the catalogue, four
// at once, and only reads their bytes: what the service can serve. Mirrors the catalogue into an empty mirror. Then
// mirrors it again and imports a file, behind a panel in which somebody types and scrolls all the time, and notes how
// long each turn of the main thread's event loop took to come. Prints one JSON object.
//
//   bench_mirrorsync KEYBAN_ADDRESS API_KEY APPLICATION PAGES FILE

#include "core/async/background.h"
#include "core/catalogue/preview.h"
#include "core/runs/importrun.h"
#include "figures.h"
#include "tests/support/testcredential.h"
#include "ui/panels/passports/passportspanel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>

#include <optional>

#include <sys/resource.h>

using namespace chancery;
using namespace chancery::bench;
using namespace Qt::StringLiterals;

namespace {

double processorSeconds()
{
    struct rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Address
{
    QString base;
    QByteArray key;
    QString application;
};

/// A client that does nothing with what it reads.
class PlainClient : public QObject
{
public:
    /// Precondition: the service has at least as many full pages.
    PlainClient(Address address, int pages)
        : m_address(std::move(address))
        , m_pages(pages)
    {}

    void start(std::function<void(double rowsPerSecond)> then)
    {
        m_then = std::move(then);
        m_clock.start();
        for (int i = 0; i < 4; ++i)
            fetch();
    }

private:
    static constexpr int pageSize = 100;

    void fetch()
    {
        const QUrl url(u"%1/v1/dpp/passports?currentPage=%2&pageSize=%3"_s.arg(
            m_address.base, QString::number(++m_asked), QString::number(pageSize)));
        QNetworkRequest request(url);
        request.setRawHeader("X-Api-Key", m_address.key);
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply] { take(reply); });
    }

    void take(QNetworkReply *reply)
    {
        if (reply->error() != QNetworkReply::NoError || reply->readAll().size() < pageSize * 100)
            qFatal("no full page from %s", qPrintable(reply->url().toString()));
        reply->deleteLater();
        if (++m_came == m_pages)
            return m_then(double(m_pages) * pageSize / milliseconds(m_clock) * 1000);
        if (m_asked < m_pages)
            fetch();
    }

    const Address m_address;
    const int m_pages;
    QNetworkAccessManager m_network;
    QElapsedTimer m_clock;
    std::function<void(double)> m_then;
    int m_asked = 0;
    int m_came = 0;
};

/// Types, deletes and scrolls, twenty-five times a second.
class Person : public QObject
{
public:
    explicit Person(PassportsPanel &panel)
        : m_search(panel.findChild<QLineEdit *>(u"passportsSearch"_s))
        , m_table(panel.findChild<QAbstractItemView *>(u"passportsTable"_s))
    {
        connect(&m_timer, &QTimer::timeout, this, &Person::act);
        m_timer.start(40);
    }

private:
    void act()
    {
        static const QString words = u"wallet 0012"_s;
        const int step = m_step++ % 40;
        if (step < words.size())
            m_search->setText(words.first(step + 1));
        else if (step == 12)
            m_search->clear();
        else if (QScrollBar *bar = m_table->verticalScrollBar(); step > 15)
            bar->setValue(bar->maximum() / 40 * step);
    }

    QLineEdit *m_search;
    QAbstractItemView *m_table;
    QTimer m_timer;
    int m_step = 0;
};

class Bench : public QObject
{
public:
    Bench(const Address &address, int pages, QString file)
        : m_address(address)
        , m_file(std::move(file))
        , m_settings(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
        , m_credential(address.key)
        , m_http({m_network, m_credential, m_log}, {.base = QUrl(address.base), .guard = Guard(GuardLevel::Normal)})
        , m_client(m_http, {.applicationId = address.application})
        , m_plain(address, pages)
        , m_mirror({m_folder.filePath(u"mirror.sqlite"_s), u"bench"_s, address.application})
        , m_sync(m_client, m_mirror)
        , m_ledger(m_folder.filePath(u"ledger.sqlite"_s))
    {}

    void start()
    {
        m_plain.start([this](double rate) {
            m_served = rate;
            mirror();
        });
    }

private:
    void mirror()
    {
        m_mirror.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                qFatal("no mirror");
            m_clock.start();
            m_cpu = processorSeconds();
            m_sync.start();
        });
        connect(&m_sync, &MirrorSync::completed, this, [this] {
            if (m_synced > 0)
                return m_sync.refresh(); // for as long as the import runs
            m_synced = double(m_mirror.state().rows) / milliseconds(m_clock) * 1000;
            m_rows = m_mirror.state().rows;
            m_cpu = (processorSeconds() - m_cpu) / double(m_rows) * 1e6;
            check();
        });
    }

    void check()
    {
        background([file = m_file](const std::stop_token &) -> Result<ImportOrder> {
            const auto shown = catalogue::preview(file, {});
            if (!shown)
                return shown.error();
            ImportOrder order;
            order.spec = {file, {}, catalogue::autoMap(shown->headers)};
            auto report = catalogue::check(order.spec, {});
            if (!report)
                return report.error();
            order.report = std::move(*report);
            return order;
        }).then(this, [this](const Result<ImportOrder> &order) {
            if (!order)
                qFatal("the file cannot be imported");
            live(*order);
        });
    }

    /// All at once: the panel, the person, a pass over the catalogue and the import.
    void live(ImportOrder order)
    {
        m_panel = std::make_unique<PassportsPanel>(PassportsPanelParts{m_client, m_mirror, m_sync, m_settings},
                                                   PassportsPanelFacts{});
        m_panel->resize(1440, 900);
        m_panel->show();
        order.profileId = u"bench"_s;
        order.host = u"sandbox"_s;
        m_import = std::make_unique<ImportRun>(m_client, m_ledger, std::move(order));
        connect(m_import.get(), &ImportRun::finished, this, &Bench::end);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                qFatal("no ledger");
            m_person.emplace(*m_panel);
            m_heart.start();
            m_sync.refresh();
            m_import->start();
        });
    }

    void end(const ImportSummary &summary)
    {
        m_heart.beat();
        const double part = m_synced / m_served;
        QTextStream(stdout)
            << u"{\"rows\":%1,\"servedRowsPerS\":%2,\"syncRowsPerS\":%3,\"share\":%4,\"syncCpuUsPerRow\":%5,"
               "\"imported\":%6,"_s.arg(m_rows)
                   .arg(m_served, 0, 'f', 0)
                   .arg(m_synced, 0, 'f', 0)
                   .arg(part, 0, 'f', 2)
                   .arg(m_cpu, 0, 'f', 1)
                   .arg(summary.counts.completed)
            << u"\"beats\":%1,\"p50GapMs\":%2,\"p95GapMs\":%3,\"p99GapMs\":%4,\"longestGapMs\":%5}\n"_s
                   .arg(m_heart.beats())
                   .arg(m_heart.gapMs(0.5), 0, 'f', 2)
                   .arg(m_heart.gapMs(0.95), 0, 'f', 2)
                   .arg(m_heart.gapMs(0.99), 0, 'f', 2)
                   .arg(m_heart.gapMs(1), 0, 'f', 2);
        QApplication::exit(part >= 0.5 && m_heart.gapMs(0.95) < 16 ? 0 : 1);
    }

    const Address m_address;
    const QString m_file;
    QTemporaryDir m_folder;
    QSettings m_settings;
    QNetworkAccessManager m_network;
    test::TestCredential m_credential;
    RequestLog m_log;
    HttpClient m_http;
    keyban::Client m_client;
    PlainClient m_plain;
    Mirror m_mirror;
    MirrorSync m_sync;
    Ledger m_ledger;
    std::unique_ptr<PassportsPanel> m_panel;
    std::unique_ptr<ImportRun> m_import;
    std::optional<Person> m_person;
    Heartbeat m_heart;
    QElapsedTimer m_clock;
    double m_served = 0;
    double m_synced = 0;
    double m_cpu = 0;
    qint64 m_rows = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 6)
        qFatal("usage: bench_mirrorsync KEYBAN_ADDRESS API_KEY APPLICATION PAGES FILE");
    const Theme theme(application);
    Bench bench({arguments.at(1), arguments.at(2).toUtf8(), arguments.at(3)}, arguments.at(4).toInt(), arguments.at(5));
    bench.start();
    return QApplication::exec();
}
