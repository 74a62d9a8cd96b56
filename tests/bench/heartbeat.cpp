// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Checks a catalogue in the background, as the window does, while the main thread's event loop ticks every millisecond.
// Prints one JSON object with the longest gap between two ticks.
//
//   bench_heartbeat FILE

#include "core/async/background.h"
#include "core/catalogue/check.h"
#include "core/catalogue/preview.h"
#include "figures.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace chancery;
using namespace chancery::bench;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

Result<CheckReport> wholeCheck(const QString &file, std::stop_token stop)
{
    const auto shown = preview(file, {});
    if (!shown)
        return shown.error();
    CheckOptions options;
    options.stop = std::move(stop);
    options.progress = [](const CheckProgress &) {};
    return check(ImportSpec{file, {}, autoMap(shown->headers)}, options);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    if (application.arguments().size() != 2) {
        out << "usage: bench_heartbeat FILE\n";
        return 2;
    }
    const QString file = application.arguments().at(1);
    Heartbeat heart;
    heart.start();
    QElapsedTimer clock;
    clock.start();
    background([file](std::stop_token stop) {
        return wholeCheck(file, std::move(stop));
    }).then(&application, [&](const Result<CheckReport> &report) {
        heart.beat();
        const double wall = milliseconds(clock);
        out << u"{\"ok\":%1,\"rows\":%2,\"wallMs\":%3,\"beats\":%4,\"p99GapMs\":%5,\"longestGapMs\":%6}\n"_s
                   .arg(report.ok() ? u"true"_s : u"false"_s)
                   .arg(report.ok() ? report->rows : 0)
                   .arg(wall, 0, 'f', 1)
                   .arg(heart.beats())
                   .arg(heart.gapMs(0.99), 0, 'f', 2)
                   .arg(heart.gapMs(1), 0, 'f', 2);
        QCoreApplication::exit(report.ok() ? 0 : 1);
    });
    return QCoreApplication::exec();
}
