// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From a file's name to its first 200 rows, several times. Prints the middle of the times in milliseconds, a line a
// file.
//
//   bench_preview FILE…

#include "core/catalogue/preview.h"
#include "figures.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace chancery;
using namespace chancery::bench;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    for (const QString &file : application.arguments().sliced(1)) {
        std::vector<double> times;
        for (int round = 0; round < 5; ++round) {
            QElapsedTimer clock;
            clock.start();
            const auto shown = catalogue::glance(file, {});
            times.push_back(milliseconds(clock));
            if (!shown || shown->records.isEmpty())
                qFatal("no rows in %s", qPrintable(file));
        }
        out << share(times, 0.5) << '\n';
    }
    return 0;
}
