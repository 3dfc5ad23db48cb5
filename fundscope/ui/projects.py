"""The projects under a flow, narrowed with it, and their download."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from fundscope.ui.figure import picked_view
from fundscope.ui.project_list import list_projects
from fundscope.ui.scene import Scene


def project_table(scene: Scene) -> None:
    """The projects that make up what is picked in the flow, and all their rows to take away.

    Where nothing flows, the flow has said so already.
    """

    def title(projects: str, _total: str) -> str:
        level, _, code = scene.view.pick.partition(":")
        if not code:
            return scene.text("projects.title", projects=projects)
        return scene.text("projects.of", projects=projects, what=scene.context.name(level, code))

    flow = scene.figure("flows/flow")
    if flow.plot is None:
        return
    view = picked_view(scene)
    with st.container(key="projects"):
        list_projects(
            scene,
            replace(view, search="", sort=""),
            key="behind-flow",
            title=title,
            nothing=scene.text("figure.empty"),
            about=[flow.subtitle, flow.source],
            all_rows=lambda: scene.release.run("projects/list", rule=view.rule, **view.filter_params()),
        )
