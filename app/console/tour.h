// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>
#include <vector>

class QAbstractButton;

namespace chancery {

class Application;
class Theme;

/// The main job from end to end, by itself and in the real window: imports the sample catalogue into the sandbox,
/// watches it land, edits a passport, looks at everything in light and dark. Each stop is a screenshot. Ends the
/// program: 0 when every stop was reached, 1 with a sentence about the one that was not.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(Application &application, Theme &theme, QString folder);

private:
    /// Waits until `ready`, then does `act`.
    struct Stop
    {
        QString name;
        std::function<bool()> ready;
        std::function<void()> act;
    };

    void plan();
    void planPassports();
    void planImport();
    void planEdit();
    void planPublish();
    void planDark();
    void add(const QString &name, std::function<bool()> ready, std::function<void()> act);
    /// A picture of what is in front once `ready` and painted.
    void shoot(const QString &name, std::function<bool()> ready = {});
    void click(const QString &objectName);
    void go(const QString &panel);

    void step();
    void save(const QString &name);
    void end(int code, const QString &sentence);
    template <class T>
    T *find(const QString &objectName) const;
    bool canClick(const QString &objectName) const;

    Application &m_application;
    Theme &m_theme;
    const QString m_folder;
    QTemporaryDir m_files;
    std::vector<Stop> m_stops;
    size_t m_at = 0;
    int m_shots = 0;
    QElapsedTimer m_waited;
    QTimer m_timer;
};

} // namespace chancery
