// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/icons.h"
#include "ui/theme/style.h"

#include <optional>

// The style's own pictures: of questions, and of Qt's file dialog where the system brings none.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

std::optional<QIcon> messageIcon(QStyle::StandardPixmap which)
{
    switch (which) {
    case QStyle::SP_MessageBoxInformation:
        return themeIcon(u"info"_s, Token::Accent);
    case QStyle::SP_MessageBoxQuestion:
        return themeIcon(u"unknown"_s, Token::Accent);
    case QStyle::SP_MessageBoxWarning:
        return themeIcon(u"warning"_s, Token::Attention);
    case QStyle::SP_MessageBoxCritical:
        return themeIcon(u"failure"_s, Token::Bad);
    default:
        return std::nullopt;
    }
}

QString fileIconName(QStyle::StandardPixmap which)
{
    switch (which) {
    case QStyle::SP_FileDialogToParent:
    case QStyle::SP_ArrowUp:
        return u"chevron-up"_s;
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowBack:
    case QStyle::SP_ArrowLeft:
        return u"chevron-left"_s;
    case QStyle::SP_ArrowForward:
    case QStyle::SP_ArrowRight:
        return u"chevron-right"_s;
    case QStyle::SP_FileDialogNewFolder:
        return u"plus"_s;
    case QStyle::SP_FileDialogListView:
        return u"columns"_s;
    case QStyle::SP_FileDialogDetailedView:
        return u"table"_s;
    default:
        return {};
    }
}

} // namespace

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    if (const auto icon = messageIcon(which))
        return *icon;
    if (const QString name = fileIconName(which); !name.isEmpty())
        return themeIcon(name);
    return QProxyStyle::standardIcon(which, option, widget);
}

} // namespace chancery
