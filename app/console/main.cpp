// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/application.h"
#include "app/console/tour.h"

#include "ui/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include "core/keychains/tokensource.h"
#include "core/profiles/environment.h"
#include "core/secrets/environmenttext.h"

#include <QApplication>
#include <QNetworkProxyFactory>

using namespace Qt::StringLiterals;

namespace {

/// --help and --version are told where there is no display, too.
void tellWithoutDisplay(int argc, char *argv[])
{
    const QStringList asking{u"-h"_s, u"--help"_s, u"-v"_s, u"--version"_s};
    for (int i = 1; i < argc; ++i) {
        const QString word = QString::fromLocal8Bit(argv[i]);
        if (!asking.contains(word))
            continue;
        const QCoreApplication qt(argc, argv);
        QCoreApplication::setApplicationVersion(QStringLiteral(CHANCERY_VERSION));
        chancery::readOptions({QString::fromLocal8Bit(argv[0]), word});
    }
}

} // namespace

int main(int argc, char *argv[])
{
    tellWithoutDisplay(argc, argv);
    // By itself: a connection that is saved needs nothing else from there.
    chancery::Secret proxyToken = chancery::takeSecretFromEnvironment(chancery::keychains::tokenVariable);
    auto environment = chancery::takeFromEnvironment();
    QApplication qt(argc, argv);
    QApplication::setApplicationName(u"chancery"_s);
    QApplication::setApplicationDisplayName(u"Chancery"_s);
    QApplication::setApplicationVersion(QStringLiteral(CHANCERY_VERSION));
    QApplication::setDesktopFileName(u"org.chancery.Chancery"_s);
    const chancery::Options options = chancery::readOptions(QApplication::arguments());
    chancery::Theme theme(qt);
    QApplication::setWindowIcon(chancery::applicationIcon());
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    chancery::Application application(options, {std::move(environment), std::move(proxyToken)}, theme);
    std::unique_ptr<chancery::Tour> tour;
    if (!options.tourFolder.isEmpty())
        tour = std::make_unique<chancery::Tour>(application, theme, options.tourFolder);
    application.start();
    return QApplication::exec();
}
