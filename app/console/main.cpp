// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/application.h"
#include "app/console/tour.h"

#include "ui/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QNetworkProxyFactory>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QApplication qt(argc, argv);
    QApplication::setApplicationName(u"chancery"_s);
    QApplication::setApplicationDisplayName(u"Chancery"_s);
    QApplication::setApplicationVersion(QStringLiteral(CHANCERY_VERSION));
    QApplication::setDesktopFileName(u"chancery"_s);
    const chancery::Options options = chancery::readOptions(QApplication::arguments());
    chancery::Theme theme(qt);
    QApplication::setWindowIcon(chancery::applicationIcon());
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    chancery::Application application(options, theme);
    std::unique_ptr<chancery::Tour> tour;
    if (!options.tourFolder.isEmpty())
        tour = std::make_unique<chancery::Tour>(application, theme, options.tourFolder);
    application.start();
    return QApplication::exec();
}
