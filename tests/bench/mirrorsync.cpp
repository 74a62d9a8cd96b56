// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Mirrors the catalogue of a service that runs (the sandbox) behind a panel in which somebody types and scrolls all the
// time, and notes how long each turn of the main thread's event loop took to come. Before that, fetches pages and
// throws them away: what the service can serve. Prints one JSON object.
//
//   bench_mirrorsync KEYBAN_ADDRESS API_KEY APPLICATION

#include "tests/support/testcredential.h"
#include "ui/panels/passports/passportspanel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

constexpr int servedPages = 200;
constexpr int lanes = 3;

/// Rows a second that come when nothing is done with them.
double served(keyban::Client &client, qint64 pages)
{
    QEventLoop loop;
    QElapsedTimer clock;
    clock.start();
    int asked = 0;
    int came = 0;
    std::function<void()> next = [&] {
        const int page = asked++ % int(pages) + 1;
        client.fetchPassports(page).then(&loop, [&](const Result<QByteArray> &) {
            if (++came == servedPages)
                return loop.quit();
            if (asked < servedPages)
                next();
        });
    };
    for (int i = 0; i < lanes; ++i)
        next();
    loop.exec();
    return servedPages * 100 / (double(clock.nsecsElapsed()) / 1e9);
}

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

double share(std::vector<double> &gaps, double part)
{
    std::sort(gaps.begin(), gaps.end());
    return gaps.empty() ? 0 : gaps[std::min(gaps.size() - 1, std::size_t(double(gaps.size()) * part))];
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 4)
        qFatal("usage: bench_mirrorsync KEYBAN_ADDRESS API_KEY APPLICATION");
    Theme theme(application);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    QNetworkAccessManager network;
    test::TestCredential credential(arguments.at(2).toUtf8());
    RequestLog log;
    HttpClient http({network, credential, log}, {.base = QUrl(arguments.at(1)), .guard = Guard(GuardLevel::Normal)});
    keyban::Client client(http, {.applicationId = arguments.at(3)});
    const double servedRate = served(client, 20);

    Mirror mirror({folder.filePath(u"mirror.sqlite"_s), u"bench"_s, arguments.at(3)});
    MirrorSync sync(client, mirror);
    PassportsPanel panel({client, mirror, sync, settings}, {});
    panel.resize(1440, 900);
    panel.show();
    std::vector<double> gaps;
    QElapsedTimer beat;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heart, &QTimer::timeout, &panel, [&] {
        gaps.push_back(double(beat.nsecsElapsed()) / 1e6);
        beat.restart();
    });
    Person person(panel);
    QElapsedTimer clock;
    mirror.open().then(&panel, [&](const Result<Nothing> &opened) {
        if (!opened)
            qFatal("no mirror");
        clock.start();
        beat.start();
        heart.start(1);
        sync.start();
    });
    QObject::connect(&sync, &MirrorSync::completed, &panel, [&] {
        const double seconds = double(clock.nsecsElapsed()) / 1e9;
        const double rate = double(mirror.state().rows) / seconds;
        QTextStream(stdout) << u"{\"rows\":%1,\"seconds\":%2,\"rowsPerS\":%3,\"servedRowsPerS\":%4,\"share\":%5,"_s
                                   .arg(mirror.state().rows)
                                   .arg(seconds, 0, 'f', 2)
                                   .arg(rate, 0, 'f', 0)
                                   .arg(servedRate, 0, 'f', 0)
                                   .arg(rate / servedRate, 0, 'f', 2)
                            << u"\"beats\":%1,\"p50GapMs\":%2,\"p95GapMs\":%3,\"p99GapMs\":%4,\"longestGapMs\":%5}\n"_s
                                   .arg(gaps.size())
                                   .arg(share(gaps, 0.5), 0, 'f', 2)
                                   .arg(share(gaps, 0.95), 0, 'f', 2)
                                   .arg(share(gaps, 0.99), 0, 'f', 2)
                                   .arg(share(gaps, 1), 0, 'f', 2);
        QApplication::exit(share(gaps, 0.95) < 16 && rate * 2 >= servedRate ? 0 : 1);
    });
    return QApplication::exec();
}
